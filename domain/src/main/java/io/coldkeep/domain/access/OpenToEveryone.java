package io.coldkeep.domain.access;

import io.coldkeep.domain.refusal.RuleViolation;

/** An access policy that allows something to whoever there is. */
public record OpenToEveryone() implements RuleViolation {

    @Override
    public String field() {
        return "Policy";
    }

    @Override
    public String reason() {
        return "must not allow anything to everyone without a condition";
    }

    /** In AWS's words. */
    @Override
    public String message() {
        return "The specified policy cannot be added to the vault due to cross-account sharing restrictions."
                + " Amend the policy or the vault's settings, then retry request";
    }
}
