package io.coldkeep.api.recoverypoint;

import static io.coldkeep.domain.fixtures.Fixtures.aRecoveryPoint;
import static io.coldkeep.domain.fixtures.Fixtures.aVault;

import io.coldkeep.api.InMemoryService;
import io.coldkeep.api.ServiceTest;
import io.coldkeep.domain.filesystem.FileSystem;
import io.coldkeep.domain.fixtures.Fixtures;
import io.coldkeep.domain.fixtures.RecoveryPointBuilder;
import io.coldkeep.domain.recoverypoint.RecoveryPoint;
import io.coldkeep.domain.vault.Vault;
import org.junit.jupiter.api.BeforeEach;

/** A test with a vault, a file system and recovery points of it. */
abstract class PointTest extends ServiceTest {

    protected static final String UNKNOWN =
            "arn:aws:backup:eu-central-1:%s:recovery-point:01234567-89ab-cdef-0123-456789abcdef";

    protected Vault vault;
    protected FileSystem fileSystem;

    @BeforeEach
    void makeVaultAndFileSystem() {
        vault = aVault().owner(account.owner()).name("nightly").build();
        service.catalog.vaults().add(vault);
        fileSystem = Fixtures.aFileSystem().owner(account.owner()).build();
        service.catalog.fileSystems().add(fileSystem);
    }

    /** A recovery point of the file system in the vault, made where the clock starts. */
    protected RecoveryPointBuilder aPoint() {
        return aRecoveryPoint().in(vault).of(fileSystem).createdAt(InMemoryService.START);
    }

    protected RecoveryPoint stored(RecoveryPointBuilder builder) {
        var point = builder.build();
        service.catalog.recoveryPoints().add(point);
        return point;
    }

    /** What is stored now. */
    protected RecoveryPoint stored(RecoveryPoint point) {
        return service.catalog.recoveryPoints().find(point.owner(), point.id()).orElseThrow();
    }

    protected String unknownArn() {
        return UNKNOWN.formatted(account.owner().account());
    }
}
