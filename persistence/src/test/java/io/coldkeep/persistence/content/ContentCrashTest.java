package io.coldkeep.persistence.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.contract.ListedSource;
import io.coldkeep.domain.source.BackupSource;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.FileStamp;
import io.coldkeep.domain.source.OpenFile;
import io.coldkeep.domain.source.SourceEntry;
import io.coldkeep.domain.source.Unread;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each scenario is run again and again, and every time something happens to it one step later, until it gets through. Whatever
 * had been kept is there afterwards, what was interrupted can be done again or given up, and nothing is left of it then.
 */
class ContentCrashTest {

    private static final UUID VAULT = UUID.fromString("00000000-0000-0000-0000-00000000000a");
    private static final UUID OTHER_VAULT = UUID.fromString("00000000-0000-0000-0000-00000000000b");
    private static final ContentId FIRST = new ContentId(VAULT, new UUID(0, 1));
    private static final ContentId SECOND = new ContentId(VAULT, new UUID(0, 2));
    private static final ContentId THIRD = new ContentId(VAULT, new UUID(0, 3));
    private static final ContentId COPY = new ContentId(OTHER_VAULT, new UUID(0, 4));

    /** The shortest file that is cut. */
    private static final int LARGE = (1 << 18) + 1;

    /** What happens before anything goes wrong, what goes wrong, and which contents it is about. */
    record Scenario(String name, Part before, Part interrupted, List<ContentId> attempts, boolean inLargePacks) {

        private Scenario(String name, Part before, Part interrupted, List<ContentId> attempts) {
            this(name, before, interrupted, attempts, false);
        }

        FaultyWorld.Instance start(FaultyWorld world, Faults faults) {
            return inLargePacks ? world.startWithLargePacks(faults) : world.start(faults);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @FunctionalInterface
    private interface Part {
        void run(FaultyWorld.Instance process) throws IOException;
    }

    private static Stream<Scenario> scenarios() {
        return Stream.of(
                new Scenario("a first backup", process -> {}, process -> backUp(process, FIRST, 3), List.of(FIRST)),
                new Scenario(
                        "a backup that shares chunks with the one before",
                        process -> backUp(process, FIRST, 1),
                        process -> backUp(process, SECOND, 2),
                        List.of(SECOND)),
                new Scenario(
                        "a move to cold storage, where a part is already",
                        process -> {
                            backUp(process, FIRST, 1);
                            backUp(process, SECOND, 2);
                            process.moveToCold(FIRST);
                        },
                        process -> {
                            process.moveToCold(SECOND);
                            process.store().collect();
                        },
                        List.of(SECOND)),
                new Scenario(
                        "a copy into another vault",
                        process -> backUp(process, FIRST, 1),
                        process -> process.copy(FIRST, COPY),
                        List.of(COPY)),
                new Scenario(
                        "a deletion and a collection while a backup is going on",
                        process -> {
                            backUp(process, FIRST, 1);
                            backUp(process, THIRD, 3);
                        },
                        process -> {
                            var during = new During(tree(2), "d/f", () -> {
                                process.delete(FIRST);
                                process.delete(THIRD);
                                process.store().collect();
                            });
                            process.backUp(SECOND, during, tree(2).expected());
                            process.store().collect();
                        },
                        List.of(FIRST, SECOND, THIRD)),
                new Scenario(
                        "two backups with an expiry and a collection between them",
                        process -> backUp(process, FIRST, 1),
                        process -> {
                            backUp(process, SECOND, 2);
                            process.delete(FIRST);
                            process.store().collect();
                            backUp(process, THIRD, 1);
                            process.delete(SECOND);
                            process.store().collect();
                        },
                        List.of(FIRST, SECOND, THIRD)),
                new Scenario(
                        "a repack of packs that hold little that is needed",
                        process -> {
                            backUp(process, FIRST, 4);
                            backUp(process, SECOND, 1);
                            process.delete(FIRST);
                        },
                        process -> {
                            process.upkeep();
                            process.store().collect();
                        },
                        List.of(),
                        true));
    }

    private static void backUp(FaultyWorld.Instance process, ContentId id, int version) throws IOException {
        var tree = tree(version);
        process.backUp(id, tree, tree.expected());
    }

    /** A tree in one of its versions: some files are in all of them, and some are another in each. */
    private static ListedSource tree(int version) {
        var tree = new ListedSource().directory("a").directory("d").file("a/inline", "version " + version);
        stamped(tree, "d/a", 0, bytes(0, 2_000));
        stamped(tree, "d/b", version, bytes(version, 1_000));
        if (version == 3) {
            stamped(tree, "d/e", 0, new byte[LARGE]); // quickly compressed
        } else if (version == 4) {
            stamped(tree, "d/e", 0, bytes(0, LARGE));
        }
        stamped(tree, "d/f", 10 + version, bytes(10 + version, 700));
        return tree.file(EntryPath.parse("d/g"), ListedSource.ATTRIBUTES, bytes(99, 3_000));
    }

    private static void stamped(ListedSource tree, String path, int seed, byte[] content) {
        var name = EntryPath.parse(path);
        tree.file(name, ListedSource.ATTRIBUTES, content);
        var stamp = new FileStamp(seed, Instant.EPOCH.plusSeconds(seed));
        tree.add(new SourceEntry.RegularFile(name, ListedSource.ATTRIBUTES, content.length, Optional.of(stamp)));
    }

    private static byte[] bytes(int seed, int length) {
        var bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    /** A tree that something happens to be done to the store in the middle of. */
    private record During(BackupSource source, String path, FaultyWorld.Work work) implements BackupSource {

        @Override
        public String name() {
            return source.name();
        }

        @Override
        public Optional<SourceEntry> next() throws IOException {
            var next = source.next();
            if (next.isPresent() && next.get().path().equals(EntryPath.parse(path))) {
                work.run();
            }
            return next;
        }

        @Override
        public OpenFile open(SourceEntry.RegularFile file) throws IOException {
            return source.open(file);
        }

        @Override
        public Unread unreadable() {
            return source.unreadable();
        }

        @Override
        public void close() throws IOException {
            source.close();
        }
    }

    private static Stream<Arguments> everything() {
        var all = new ArrayList<Arguments>();
        scenarios().forEach(scenario -> {
            for (var kind : Faults.Kind.values()) {
                all.add(Arguments.of(scenario, kind));
            }
        });
        return all.stream();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everything")
    void losesNothingAndLeavesNothingBehind(Scenario scenario, Faults.Kind kind) throws IOException {
        var step = 0;
        while (hasSomethingHappened(scenario, new Faults(kind, step), step % 2 == 0)
                && (kind != Faults.Kind.ENDS_AFTER
                        || hasSomethingHappened(scenario, new Faults(kind, step), step % 2 != 0))) {
            step++;
        }
        assertThat(step).as("steps").isBetween(5, 1000);
    }

    /** @param again whether what was interrupted is done again then; otherwise it is given up */
    private static boolean hasSomethingHappened(Scenario scenario, Faults faults, boolean again) throws IOException {
        var world = new FaultyWorld();
        try (var process = scenario.start(world, Faults.none())) {
            scenario.before.run(process);
        }
        try {
            run(scenario, world, faults);
            try (var next = scenario.start(world, Faults.none())) {
                next.store().collect();
                world.assertNothingIsLost();
                if (again) {
                    scenario.interrupted.run(next);
                } else {
                    for (var id : scenario.attempts) {
                        next.delete(id);
                    }
                }
            }
            world.assertNothingIsLost();
            world.assertNothingIsLeftOver();

            var before = world.contents();
            world.loseIndex();
            assertThat(world.recover(Faults.none(), (tier, object, what) -> fail(object + " " + what)))
                    .isEmpty();
            assertThat(world.contents()).isEqualTo(before);
            world.assertNothingIsLost();
            world.assertNothingIsLeftOver();
        } catch (IOException | RuntimeException | AssertionError e) {
            throw new AssertionError(faults + (again ? ", and done again" : ", and given up"), e);
        }
        return faults.haveHappened();
    }

    private static void run(Scenario scenario, FaultyWorld world, Faults faults) throws IOException {
        try (var process = scenario.start(world, faults)) {
            scenario.interrupted.run(process);
        } catch (IOException | RuntimeException e) {
            if (!faults.haveHappened()) {
                throw e;
            }
        }
    }
}
