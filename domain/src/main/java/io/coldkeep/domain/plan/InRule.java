package io.coldkeep.domain.plan;

import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.refusal.RuleViolation;
import java.util.function.Supplier;

/** What is wrong with one of the rules of a plan, said as AWS Backup says it; of a long name the beginning only. */
public record InRule(String ruleName, RuleViolation violation) implements RuleViolation {

    public InRule {
        ruleName = InvalidValue.shortened(ruleName);
    }

    /** Answers what the check does; what it refuses becomes a refusal of the rule. */
    static <T> T check(String ruleName, Supplier<T> check) {
        try {
            return check.get();
        } catch (RuleBroken broken) {
            throw new RuleBroken(new InRule(ruleName, broken.violation()));
        }
    }

    @Override
    public String field() {
        return "BackupPlan.Rules." + violation.field();
    }

    @Override
    public String reason() {
        return violation.message();
    }

    @Override
    public String message() {
        return "Error in rule " + ruleName + " : " + reason();
    }
}
