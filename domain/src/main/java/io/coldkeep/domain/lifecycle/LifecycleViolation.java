package io.coldkeep.domain.lifecycle;

import io.coldkeep.domain.refusal.RuleViolation;
import java.time.Instant;

/** The rules of a lifecycle, each with the numbers that broke it. The sentences begin as AWS Backup's own do. */
public sealed interface LifecycleViolation extends RuleViolation {

    String MOVE_TO_COLD = "MoveToColdStorageAfterDays";
    String DELETE = "DeleteAfterDays";
    String DELETE_AFTER_EVENT = "DeleteAfterEvent";

    @Override
    default String message() {
        return "Invalid lifecycle. " + reason();
    }

    /** {@code DeleteAfterEvent} in a request. */
    record EventGiven() implements LifecycleViolation {
        @Override
        public String field() {
            return "Lifecycle." + DELETE_AFTER_EVENT;
        }

        @Override
        public String reason() {
            return "must not be given: it is a member of answers only";
        }

        @Override
        public String message() {
            return field() + " " + reason(); // AWS Backup has no sentence for it
        }
    }

    /** A number of days below 1 or above 36500; {@code member} is one of the two names, without the path. */
    record DaysOutOfRange(String member, long days) implements LifecycleViolation {
        @Override
        public String field() {
            return "Lifecycle." + member;
        }

        @Override
        public String reason() {
            var hint = days < RequestedLifecycle.REMOVE ? "; " + RequestedLifecycle.REMOVE + " removes it" : "";
            return "%s cannot be less than %d or more than %d days (was %d%s)"
                    .formatted(member, RetentionDays.MIN, RetentionDays.MAX, days, hint);
        }
    }

    /** Deletion is due less than {@value Lifecycle#MIN_COLD_DAYS} days after the move to cold storage. */
    record ColdStorageTooShort(RetentionDays moveToCold, RetentionDays delete) implements LifecycleViolation {
        @Override
        public String field() {
            return "Lifecycle." + DELETE;
        }

        @Override
        public String reason() {
            return ("DeleteAfterDays cannot be less than %d days apart from MoveToColdStorageAfterDays"
                            + " (DeleteAfterDays was %s, MoveToColdStorageAfterDays %s)")
                    .formatted(Lifecycle.MIN_COLD_DAYS, delete, moveToCold);
        }
    }

    /** A recovery point in cold storage keeps the day on which it moved there. */
    record AlreadyCold(String current, String requested) implements LifecycleViolation {
        @Override
        public String field() {
            return "Lifecycle." + MOVE_TO_COLD;
        }

        @Override
        public String reason() {
            return ("MoveToColdStorageAfterDays cannot be changed after the recovery point has been moved to cold"
                            + " storage (is %s, was %s)")
                    .formatted(current, requested);
        }
    }

    /** A new day for the move to cold storage must lie ahead. */
    record ColdDayIsPast(RetentionDays moveToCold, long ageInDays) implements LifecycleViolation {
        @Override
        public String field() {
            return "Lifecycle." + MOVE_TO_COLD;
        }

        @Override
        public String reason() {
            return ("MoveToColdStorageAfterDays must be at least %d, one day more than the age of the recovery point"
                            + " (was %s)")
                    .formatted(ageInDays + 1, moveToCold);
        }
    }

    /** An instant that the service cannot keep, far beyond any use. */
    record InstantOutOfRange(String member, RetentionDays days, Instant creation) implements LifecycleViolation {
        @Override
        public String field() {
            return "Lifecycle." + member;
        }

        @Override
        public String reason() {
            return "%s of %s days after %s ends behind %s".formatted(member, days, creation, Lifecycle.LATEST);
        }
    }
}
