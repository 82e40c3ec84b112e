package io.coldkeep.domain.plan;

import io.coldkeep.domain.policy.PlanId;
import io.coldkeep.domain.refusal.RuleViolation;

/** What AWS Backup calls an invalid value of a request about selections, in its own words where they are known. */
public sealed interface SelectionViolation extends RuleViolation {

    @Override
    default String message() {
        return reason();
    }

    /** Neither resources nor tags nor conditions. */
    record NothingSelected() implements SelectionViolation {
        @Override
        public String field() {
            return "BackupSelection";
        }

        @Override
        public String reason() {
            return "Invalid backup selection. Either 'ListOfTags' or 'Resources' section must be non-empty.";
        }
    }

    /** The plan of a selection does not exist. */
    record UnknownPlan(PlanId plan) implements SelectionViolation {
        @Override
        public String field() {
            return "BackupPlanId";
        }

        @Override
        public String reason() {
            return "Cannot find Backup plan with ID " + plan;
        }
    }

    /** The selection to delete does not exist. */
    record UnknownSelection(String id) implements SelectionViolation {
        @Override
        public String field() {
            return "SelectionId";
        }

        @Override
        public String reason() {
            return "Cannot find Backup selection with ID " + id;
        }
    }
}
