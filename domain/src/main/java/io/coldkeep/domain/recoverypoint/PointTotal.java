package io.coldkeep.domain.recoverypoint;

import io.coldkeep.domain.lifecycle.Amount;
import io.coldkeep.domain.lifecycle.StorageTier;

/** How many recovery points are in that tier and status, and what their files have together. */
public record PointTotal(StorageTier tier, RecoveryPoint.Status status, Amount amount) {}
