package io.coldkeep.persistence.sql.recoverypoint;

import io.coldkeep.domain.recoverypoint.RecoveryPoint;
import java.util.Comparator;
import java.util.UUID;

/** What recovery points are counted by; the order is for those who change several counts. */
record VaultResource(String account, String region, UUID vaultId, String resourceArn)
        implements Comparable<VaultResource> {

    private static final Comparator<VaultResource> ORDER = Comparator.comparing(VaultResource::account)
            .thenComparing(VaultResource::region)
            .thenComparing(VaultResource::vaultId)
            .thenComparing(VaultResource::resourceArn);

    static VaultResource of(RecoveryPoint point) {
        return new VaultResource(
                point.owner().account().value(),
                point.owner().region().code(),
                point.vaultId(),
                point.resourceArn().toString());
    }

    Object[] parameters() {
        return new Object[] {account, region, vaultId, resourceArn};
    }

    Object[] parameters(long count) {
        return new Object[] {count, account, region, vaultId, resourceArn};
    }

    @Override
    public int compareTo(VaultResource other) {
        return ORDER.compare(this, other);
    }
}
