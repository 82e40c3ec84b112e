package io.coldkeep.domain.plan;

import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.lifecycle.RequestedLifecycle;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.refusal.RuleViolation;
import java.util.Optional;

/**
 * Why {@code EnableContinuousBackup} is refused. Its lifecycle is looked at first, as AWS Backup does it; when that is right,
 * there is still nothing here that could be backed up continuously.
 */
enum ContinuousBackup implements RuleViolation {
    LIFECYCLE_MISSING("Lifecycle must be specified for backup rule enabled continuous backup"),
    COLD_STORAGE("Invalid lifecycle. MoveToColdStorageAfterDays is unavailable"),
    RETENTION(
            "Invalid lifecycle. DeleteAfterDays cannot be less than 1 or more than 35 days with EnableContinuousBackup"),
    NOT_FOR_FILE_SYSTEMS(
            "EnableContinuousBackup must be false: file systems are backed up by snapshots, not continuously");

    private static final int MAX_RETENTION_DAYS = 35;

    private final String message;

    ContinuousBackup(String message) {
        this.message = message;
    }

    /** @throws RuleBroken when the lifecycle is not even legal without it */
    static ContinuousBackup violation(Optional<RequestedLifecycle> requested) {
        return requested
                .map(RequestedLifecycle::checked)
                .map(ContinuousBackup::violation)
                .orElse(LIFECYCLE_MISSING);
    }

    private static ContinuousBackup violation(Lifecycle lifecycle) {
        if (lifecycle.moveToColdAfter().isPresent()) {
            return COLD_STORAGE;
        }
        return lifecycle
                .deleteAfter()
                .filter(days -> days.value() <= MAX_RETENTION_DAYS)
                .map(days -> NOT_FOR_FILE_SYSTEMS)
                .orElse(RETENTION);
    }

    @Override
    public String field() {
        return "EnableContinuousBackup";
    }

    @Override
    public String reason() {
        return message;
    }

    @Override
    public String message() {
        return message;
    }
}
