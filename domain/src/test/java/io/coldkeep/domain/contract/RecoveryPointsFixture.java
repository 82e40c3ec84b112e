package io.coldkeep.domain.contract;

import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.aVault;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.fixtures.RecoveryPointBuilder;
import io.coldkeep.domain.recoverypoint.RecoveryPoint;
import io.coldkeep.domain.recoverypoint.RecoveryPointRepository;
import io.coldkeep.domain.vault.Vault;
import java.util.List;

/** Recovery points in vaults of a catalog. */
abstract class RecoveryPointsFixture {

    static final Arn FILES = OWNER.arn("elasticfilesystem", "file-system/fs-aaaaaaaa");
    static final Arn OTHER_FILES = OWNER.arn("elasticfilesystem", "file-system/fs-bbbbbbbb");

    /** Ids in the order of their text, which is not that of signed numbers. */
    static final List<String> IDS_IN_ORDER = List.of(
            "00000000-0000-4000-8000-000000000001",
            "00000000-0000-4000-a000-000000000000",
            "7fffffff-0000-4000-8000-000000000000",
            "80000000-0000-4000-8000-000000000000",
            "ffffffff-ffff-4fff-bfff-ffffffffffff");

    /** The catalog under test: empty when a test begins. */
    protected abstract Catalog catalog();

    RecoveryPointRepository points() {
        return catalog().recoveryPoints();
    }

    boolean remove(RecoveryPoint point) {
        return !points().removeAll(List.of(point)).isEmpty();
    }

    /** Adds it to a vault of its own. */
    RecoveryPoint add(RecoveryPointBuilder builder) {
        var vault = addVault(aVault().owner(builder.build().owner()).build());
        return addTo(vault, builder);
    }

    RecoveryPoint addTo(Vault vault, RecoveryPointBuilder builder) {
        var point = builder.in(vault).build();
        assertThat(points().add(point)).isTrue();
        return point;
    }

    Vault addVault(Vault vault) {
        assertThat(catalog().vaults().add(vault)).isTrue();
        return vault;
    }
}
