package io.coldkeep.domain.refusal;

/** The request breaks a rule about values, whatever is stored. */
public final class RuleBroken extends RefusedException {

    private static final long serialVersionUID = 1L;

    private final transient RuleViolation violation;

    public RuleBroken(RuleViolation violation) {
        super(violation.message());
        this.violation = violation;
    }

    public RuleViolation violation() {
        return violation;
    }
}
