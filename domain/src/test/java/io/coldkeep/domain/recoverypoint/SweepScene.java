package io.coldkeep.domain.recoverypoint;

import static io.coldkeep.domain.fixtures.Fixtures.JAN_1;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.ROOT;
import static io.coldkeep.domain.fixtures.Fixtures.aVault;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.content.Description;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.filesystem.FileSystem;
import io.coldkeep.domain.filesystem.NewFileSystem;
import io.coldkeep.domain.fixtures.RecoveryPointBuilder;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.lifecycle.RequestedLifecycle;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.memory.MemoryContentStore.Step;
import io.coldkeep.domain.memory.MemoryService;
import io.coldkeep.domain.tag.Tags;
import io.coldkeep.domain.vault.Vault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;

/** A vault with recovery points that have bytes, and what can happen to them. */
abstract class SweepScene {

    static final Lifecycle COLD_AND_GONE = Lifecycle.moveToColdAfter(30).deletingAfter(120);

    final MemoryService service = new MemoryService(JAN_1);
    final Vault vault = aVault().build();
    private final FileSystem files = service.fileSystems.create(OWNER, NewFileSystem.of("files", Tags.NONE));

    /** A process that dies on the spot: no code of the service gets to react to it. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    interface Action {
        void run() throws IOException;
    }

    @BeforeEach
    void addVault() {
        service.catalog.vaults().add(vault);
    }

    RecoveryPoint add(RecoveryPointBuilder builder) {
        return add(vault, builder);
    }

    RecoveryPoint addCold(RecoveryPointBuilder builder) {
        var point = add(vault, builder.tier(StorageTier.COLD));
        bringToCold(point);
        return point;
    }

    /** Leaves the bytes in cold storage alone, wherever they were before. */
    void bringToCold(RecoveryPoint point) {
        try {
            service.content.store(
                    point.content(), service.directories.source(files), Progress.IGNORED, () -> Description.NONE);
            service.content.copyToCold(point.content(), Progress.IGNORED);
            service.content.delete(point.content(), StorageTier.WARM);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RecoveryPoint add(Vault in, RecoveryPointBuilder builder) {
        var point = builder.in(in).build();
        try {
            service.content.store(
                    point.content(), service.directories.source(files), Progress.IGNORED, () -> Description.NONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(service.catalog.recoveryPoints().add(point)).isTrue();
        return point;
    }

    void delete(RecoveryPoint point) {
        service.points.delete(ROOT, vault.name(), point.arn().toString());
    }

    void update(RecoveryPoint point, RequestedLifecycle requested) {
        service.points.updateLifecycle(ROOT, vault.name(), point.arn().toString(), requested);
    }

    void sweepAt(Instant now) {
        service.clock.set(now);
        service.sweep();
        runWork();
    }

    void runWork() {
        try {
            service.runWork();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    void failAt(Step failing) {
        service.content.before((step, id) -> {
            if (step == failing) {
                throw new FileSystemException("/content/" + id, null, "Read-only file system");
            }
        });
    }

    void crashAt(Step crashing, Instant now) {
        service.content.before((step, id) -> {
            if (step == crashing) {
                throw new Crash();
            }
        });
        try {
            sweepAt(now);
        } catch (Crash e) {
            service.content.recover();
            return;
        }
        throw new AssertionError("it never came to " + crashing);
    }

    /** What another process does at that moment. */
    void onceBefore(Step awaited, Action action) {
        var open = EnumSet.of(awaited);
        service.content.before((step, id) -> {
            if (open.remove(step)) {
                action.run();
            }
        });
    }

    /** What another process does at that moment. */
    void onceAfter(Step awaited, Action action) {
        var open = EnumSet.of(awaited);
        service.content.after((step, id) -> {
            if (open.remove(step)) {
                action.run();
            }
        });
    }

    Optional<RecoveryPoint> stored(RecoveryPoint point) {
        return service.catalog.recoveryPoints().find(point.owner(), point.id());
    }

    /** As long as it is there and not on its way out, its bytes are in its tier. */
    void assertBytesOf(RecoveryPoint point) {
        stored(point)
                .filter(there -> there.status() == RecoveryPoint.Status.COMPLETED)
                .ifPresent(
                        there -> assertThat(service.content.kept(there.tier())).contains(there.content()));
    }

    void assertGone(RecoveryPoint point) {
        assertThat(stored(point)).isEmpty();
        for (var tier : StorageTier.values()) {
            assertThat(service.content.kept(tier)).doesNotContain(point.content());
        }
    }
}
