package io.coldkeep.domain.refusal;

/** A broken rule as data: which member broke it and why, numbers included. */
public interface RuleViolation {

    /** The member as the API spells it, with its path: {@code Lifecycle.DeleteAfterDays}. */
    String field();

    /** What the member must be and what it was. */
    String reason();

    /** The sentence for the client. */
    default String message() {
        return field() + " " + reason();
    }
}
