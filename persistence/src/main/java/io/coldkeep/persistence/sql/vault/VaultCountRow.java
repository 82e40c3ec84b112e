package io.coldkeep.persistence.sql.vault;

import io.micronaut.core.annotation.Introspected;
import java.util.UUID;

/** @param points how many recovery points the vault holds */
@Introspected
record VaultCountRow(UUID vaultId, long points) {}
