package io.coldkeep.domain.plan;

import java.time.Instant;

/** A run that is to come. */
public record ScheduledRun(Instant at, BackupRule rule) {}
