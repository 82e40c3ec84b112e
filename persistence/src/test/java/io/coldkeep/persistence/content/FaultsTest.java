package io.coldkeep.persistence.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.Description;
import io.coldkeep.domain.contract.ListedSource;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.persistence.content.Faults.Kind;
import io.coldkeep.persistence.content.index.SessionEndedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Things that go wrong together. */
@Timeout(60)
class FaultsTest {

    private static final ContentId ID = new ContentId(UUID.randomUUID(), UUID.randomUUID());

    private final FaultyWorld world = new FaultyWorld();

    private static byte[] bytes(int seed, int length) {
        var bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    /** A file of which much can be read, and then no more. */
    private static InputStream torn() {
        return new SequenceInputStream(new ByteArrayInputStream(bytes(7, 13_000_000)), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("Input/output error");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return read();
            }
        });
    }

    private static ListedSource tree() {
        return new ListedSource().file("z", "z".repeat(2000));
    }

    /** Nobody waits for the pieces of a file that is left out. */
    @Test
    void aPackThatCouldNotBeWrittenForAFileThatIsLeftOutDamagesNoOther() throws IOException {
        var step = 0;
        for (var faults = new Faults(Kind.FAILS_WITHIN, step);
                hasFailed(faults);
                faults = new Faults(Kind.FAILS_WITHIN, step)) {
            step++;
        }

        assertThat(step).isGreaterThan(10);
    }

    private static boolean hasFailed(Faults faults) throws IOException {
        var world = new FaultyWorld();
        try (var process = world.startWithLargePacks(faults)) {
            process.backUp(ID, tree().file("a", 14_000_000, FaultsTest::torn), tree().expected());
        } catch (IOException e) {
            assertThat(faults.haveHappened()).isTrue();
        }
        try {
            world.assertNothingIsLost();
        } catch (IOException e) {
            throw new AssertionError(faults.toString(), e);
        }
        return faults.haveHappened();
    }

    @Test
    void anAttemptThatGoesOnAfterAnotherHasEndedItLeavesNothing() throws IOException {
        try (var zombie = world.start(Faults.none());
                var other = world.start(Faults.none())) {
            var during = tree().file("a", 600, () -> {
                other.backUp(ID, tree(), tree().expected());
                other.store().collect();
                return new ByteArrayInputStream(bytes(1, 600));
            });

            assertThatExceptionOfType(SessionEndedException.class)
                    .isThrownBy(() -> zombie.store().store(ID, during, bytes -> {}, () -> Description.NONE));
        }

        world.assertNothingIsLost();
        world.assertNothingIsLeftOver();
    }

    /** Its pack is noted, then forgotten, and then there is an object. */
    @Test
    void aPackThatIsBegunAfterItWasForgottenIsDeleted() throws IOException {
        try (var other = world.start(Faults.none());
                var zombie = world.startInterruptedBeforeEachPack(() -> {
                    if (!world.isThere(ID)) {
                        other.backUp(ID, tree(), tree().expected());
                        other.store().collect();
                    }
                })) {
            assertThatIOException()
                    .isThrownBy(() -> zombie.store()
                            .store(ID, tree().file("a", "b".repeat(700)), bytes -> {}, () -> Description.NONE));
        }

        world.assertNothingIsLost();
        world.assertNothingIsLeftOver();
    }

    @Test
    void aStoreThatIsClosedWhileABackupIsGoingOnEndsIt() {
        try (var process = world.start(Faults.none())) {
            var during = tree().file("a", 600, () -> {
                process.store().close();
                return new ByteArrayInputStream(bytes(1, 600));
            });

            assertThatExceptionOfType(RuntimeException.class)
                    .isThrownBy(() -> process.store().store(ID, during, bytes -> {}, () -> Description.NONE));
        }

        assertThat(world.index().find(ID, StorageTier.WARM)).isEmpty();
    }
}
