package io.coldkeep.persistence.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.contract.ListedSource;
import io.coldkeep.domain.contract.RecordingTarget;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.source.EntryPath;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process is ended before every single step on the disk; what is found afterwards is whole or not there. */
class ArchiveCrashTest {

    private static final ContentId COPY = new ContentId(UUID.randomUUID(), UUID.randomUUID());

    @TempDir
    Path directory;

    /** Counts steps; at the chosen one, and ever after, nothing happens any more. */
    private static final class MortalDisk extends Disk {

        private final int lastStep;
        private int steps;

        MortalDisk(int lastStep) {
            this.lastStep = lastStep;
        }

        private void step() throws IOException {
            if (steps++ >= lastStep) {
                throw new IOException("the process has ended");
            }
        }

        @Override
        void makeDirectory(Path made) throws IOException {
            step();
            super.makeDirectory(made);
        }

        @Override
        FileChannel makeFile(Path file) throws IOException {
            step();
            return super.makeFile(file);
        }

        @Override
        OutputStream writeTo(FileChannel file) {
            return new FilterOutputStream(super.writeTo(file)) {
                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    step();
                    out.write(bytes, offset, length / 2); // it may also end in the middle
                    step();
                    out.write(bytes, offset + length / 2, length - length / 2);
                }
            };
        }

        @Override
        void keep(FileChannel file) throws IOException {
            step();
            super.keep(file);
        }

        @Override
        void keepNames(Path kept) throws IOException {
            step();
            super.keepNames(kept);
        }

        @Override
        void rename(Path from, Path to) throws IOException {
            step();
            super.rename(from, to);
        }

        @Override
        boolean delete(Path file) throws IOException {
            step();
            return super.delete(file);
        }
    }

    private static ListedSource aTree() {
        var content = new byte[300_000];
        new Random(1).nextBytes(content);
        return new ListedSource()
                .directory("d")
                .file(EntryPath.parse("d/f"), ListedSource.ATTRIBUTES, content)
                .file("z", "last");
    }

    private ArchiveContentStore open(int scenario, Disk disk) throws IOException {
        var home = directory.resolve(String.valueOf(scenario));
        return new ArchiveContentStore(home.resolve("warm"), home.resolve("cold"), disk);
    }

    private interface Scenario {
        void run(ArchiveContentStore store) throws IOException;
    }

    private interface Check {
        void of(ArchiveContentStore reopened) throws IOException;
    }

    /** Runs the scenario until it survives, ending it one step later each time, and checks what the next process finds. */
    private void endBeforeEveryStep(Scenario before, Scenario scenario, Check check) throws IOException {
        var survived = false;
        for (var lastStep = 0; !survived; lastStep++) {
            assertThat(lastStep).as("steps").isLessThan(1000);
            before.run(open(lastStep, new Disk()));
            try {
                scenario.run(open(lastStep, new MortalDisk(lastStep)));
                survived = true;
            } catch (IOException e) {
                assertThat(e).hasMessage("the process has ended");
            }
            check.of(open(lastStep, new Disk()));
        }
    }

    private static boolean isWhole(ArchiveContentStore store) throws IOException {
        return isWhole(store, Archives.ID);
    }

    private static boolean isWhole(ArchiveContentStore store, ContentId id) throws IOException {
        var target = new RecordingTarget();
        try {
            store.restore(id, RestoreSelection.EVERYTHING, target, Progress.IGNORED);
        } catch (IOException e) {
            assertThat(e).hasMessageEndingWith("it is not in the store");
            return false;
        }
        assertThat(target.lines()).isEqualTo(aTree().expected());
        return true;
    }

    /** Files that no content is in; opening a store leaves one when it is ended in the middle, for a week. */
    private List<Path> leftovers() throws IOException {
        return Archives.files(directory).stream()
                .filter(file -> !String.valueOf(file.getFileName()).startsWith("probe."))
                .toList();
    }

    private static void store(ArchiveContentStore store) throws IOException {
        store.store(Archives.ID, aTree(), Progress.IGNORED);
    }

    @Test
    void aBackupIsThereWholeOrNotAtAllAndCanBeDoneAgain() throws IOException {
        endBeforeEveryStep(
                store -> {},
                store -> {
                    store(store);
                    assertThat(isWhole(store)).isTrue();
                },
                reopened -> {
                    isWhole(reopened);
                    store(reopened);
                    assertThat(isWhole(reopened)).isTrue();
                });
    }

    @Test
    void whatABackupLeftIsDeletedWithIt() throws IOException {
        endBeforeEveryStep(store -> {}, ArchiveCrashTest::store, reopened -> {
            reopened.delete(Archives.ID, StorageTier.WARM);
            assertThat(isWhole(reopened)).isFalse();
        });

        assertThat(leftovers()).isEmpty();
    }

    @Test
    void aMoveToColdStorageNeverLosesAnything() throws IOException {
        endBeforeEveryStep(
                ArchiveCrashTest::store,
                store -> {
                    store.copyToCold(Archives.ID);
                    store.delete(Archives.ID, StorageTier.WARM);
                },
                reopened -> {
                    assertThat(isWhole(reopened)).isTrue();
                    reopened.copyToCold(Archives.ID);
                    reopened.delete(Archives.ID, StorageTier.WARM);
                    assertThat(isWhole(reopened)).isTrue();
                    assertThat(leftovers())
                            .as("files that the crash left beside the archive")
                            .hasSize(1);
                    reopened.delete(Archives.ID, StorageTier.COLD);
                    assertThat(isWhole(reopened)).isFalse();
                });

        assertThat(leftovers()).isEmpty();
    }

    @Test
    void aCopyIsThereWholeOrNotAtAllAndCanBeDoneAgain() throws IOException {
        endBeforeEveryStep(
                ArchiveCrashTest::store,
                store -> {
                    store.copy(Archives.ID, COPY, Progress.IGNORED);
                    assertThat(isWhole(store, COPY)).isTrue();
                },
                reopened -> {
                    isWhole(reopened, COPY);
                    reopened.copy(Archives.ID, COPY, Progress.IGNORED);
                    assertThat(isWhole(reopened, COPY)).isTrue();
                    reopened.delete(COPY, StorageTier.WARM);
                    assertThat(isWhole(reopened)).isTrue();
                    reopened.delete(Archives.ID, StorageTier.WARM);
                });

        assertThat(leftovers()).isEmpty();
    }

    @Test
    void aFailureOfTheDiskLeavesNothingBehind() throws IOException {
        var full = new Disk() {
            @Override
            void keep(FileChannel file) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        var store = open(0, full);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> store(store))
                .withMessage("No space left on device");

        assertThat(leftovers()).isEmpty();
    }

    @Test
    void aBackupThatIsNotSureToLastIsNone() throws IOException {
        var forgetful = new Disk() {
            @Override
            void keepNames(Path kept) throws IOException {
                if (kept.endsWith("archives")) {
                    throw new IOException("Input/output error");
                }
                super.keepNames(kept);
            }
        };
        var store = open(0, forgetful);

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> store(store));

        assertThat(leftovers()).isEmpty();
    }

    @Test
    void aColdCopyThatWasNotSureToLastIsMadeSureByTheNextCall() throws IOException {
        store(open(0, new Disk()));
        var cold = directory.resolve("0/cold/vaults");
        var forgetful = open(0, new Disk() {
            @Override
            void keepNames(Path kept) throws IOException {
                if (kept.startsWith(cold)) {
                    throw new IOException("the process has ended");
                }
                super.keepNames(kept);
            }
        });
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> forgetful.copyToCold(Archives.ID));
        var archive = Archives.files(cold).getFirst();
        var kept = new ArrayList<Path>();
        var next = open(0, new Disk() {
            @Override
            void keepNames(Path directory) throws IOException {
                super.keepNames(directory);
                kept.add(directory);
            }

            @Override
            void rename(Path from, Path to) throws IOException {
                throw new IOException("written again: " + to);
            }
        });
        kept.clear();

        next.copyToCold(Archives.ID);

        var directories = new ArrayList<Path>();
        for (var each = archive.getParent(); each.startsWith(cold); each = each.getParent()) {
            directories.add(each);
        }
        assertThat(kept).hasSize(4).containsExactlyElementsOf(directories);
    }

    @Test
    void aBackupWhoseTemporaryFileIsDeletedUnderItFails() throws IOException {
        var store = open(0, new Disk());
        var another = open(0, new Disk());

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> store.store(Archives.ID, aTree(), bytes -> {
                    try {
                        another.delete(Archives.ID, StorageTier.WARM);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }));

        assertThat(isWhole(store)).isFalse();
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void deletesTemporaryFilesOnlyWhenNobodyHasWrittenThemForAWeek() throws IOException {
        open(0, new Disk());
        var temporary = directory.resolve("0/warm/tmp");
        var living = Files.createFile(temporary.resolve("living"));
        var resting = Files.createFile(temporary.resolve("resting"));
        var dead = Files.createFile(temporary.resolve("dead"));
        var now = Files.getLastModifiedTime(living).toInstant();
        Files.setLastModifiedTime(
                resting, FileTime.from(now.minus(Duration.ofDays(7)).plusSeconds(60)));
        Files.setLastModifiedTime(
                dead, FileTime.from(now.minus(Duration.ofDays(7)).minusSeconds(1)));

        open(0, new Disk());

        assertThat(Archives.files(directory)).containsExactlyInAnyOrder(living, resting);
    }
}
