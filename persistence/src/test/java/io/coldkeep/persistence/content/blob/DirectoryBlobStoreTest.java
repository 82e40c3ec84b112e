package io.coldkeep.persistence.content.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The world is ended before every single step on the disk; what is found afterwards is whole or not there. */
class DirectoryBlobStoreTest extends BlobStoreContract {

    private static final BlobName NAME = new BlobName("vaults/v-1/packs/0a/b-1.pack");
    private static final byte[] BYTES = {1, 2, 3, 4, 5, 6, 7, 8};

    @TempDir
    Path directory;

    @Override
    protected BlobStore newStore() throws IOException {
        return another();
    }

    @Override
    protected BlobStore another() throws IOException {
        return new DirectoryBlobStore(directory.resolve("store"));
    }

    private DirectoryBlobStore open(Object which, Disk disk) throws IOException {
        return new DirectoryBlobStore(directory.resolve(which.toString()), disk);
    }

    private static List<Path> files(Path directory) throws IOException {
        try (var all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Nothing happens any more from the chosen step on. It knows what a failure of the power would take away. */
    private static final class MortalDisk extends Disk {

        private final int lastStep;
        private int steps;
        private final List<Change> changes = new ArrayList<>();
        private final Map<FileChannel, Path> files = new HashMap<>();
        private final Set<Path> unkept = new HashSet<>();

        /** A change of the names in a directory, and how the disk was before it. */
        private record Change(Path directory, Undoing undoing) {}

        @FunctionalInterface
        private interface Undoing {
            void run() throws IOException;
        }

        MortalDisk(int lastStep) {
            this.lastStep = lastStep;
        }

        private void step() throws IOException {
            if (steps++ >= lastStep) {
                throw new IOException("the process has ended");
            }
        }

        private void changed(Path name, Undoing undoing) {
            changes.add(new Change(name.getParent(), undoing));
        }

        @Override
        void makeDirectory(Path made) throws IOException {
            step();
            if (Files.notExists(made)) {
                changed(made, () -> Files.deleteIfExists(made));
            }
            super.makeDirectory(made);
        }

        @Override
        FileChannel makeFile(Path file) throws IOException {
            step();
            changed(file, () -> Files.deleteIfExists(file));
            var channel = super.makeFile(file);
            files.put(channel, file);
            return channel;
        }

        @Override
        void write(FileChannel file, byte[] bytes, int length) throws IOException {
            step();
            unkept.add(files.get(file));
            super.write(file, bytes, length / 2); // it may also end in the middle
            step();
            var rest = new byte[length - length / 2];
            System.arraycopy(bytes, length / 2, rest, 0, rest.length);
            super.write(file, rest, rest.length);
        }

        @Override
        void keep(FileChannel file) throws IOException {
            step();
            super.keep(file);
            unkept.remove(files.get(file));
        }

        @Override
        void keepNames(Path kept) throws IOException {
            step();
            super.keepNames(kept);
            changes.removeIf(change -> change.directory.equals(kept));
        }

        @Override
        void rename(Path from, Path to) throws IOException {
            step();
            var replaced = Files.exists(to) ? Files.readAllBytes(to) : null;
            super.rename(from, to);
            if (unkept.remove(from)) {
                unkept.add(to);
            }
            changed(to, () -> {
                Files.move(to, from);
                if (replaced != null) {
                    Files.write(to, replaced);
                }
            });
        }

        @Override
        boolean delete(Path file) throws IOException {
            step();
            if (Files.exists(file)) {
                var bytes = Files.readAllBytes(file);
                changed(file, () -> Files.write(file, bytes));
            }
            return super.delete(file);
        }

        /** Takes away all that was not made durable. */
        void losePower() throws IOException {
            for (var file : unkept) {
                if (Files.exists(file)) {
                    Files.write(file, new byte[0]);
                }
            }
            for (var change : changes.reversed()) {
                try {
                    change.undoing.run();
                } catch (NoSuchFileException e) {
                    // a directory that it was in is gone as well
                }
            }
        }
    }

    private interface Scenario {
        void run(DirectoryBlobStore store) throws IOException;
    }

    private interface Check {
        void of(DirectoryBlobStore reopened, boolean returned) throws IOException;
    }

    /** Runs the scenario until it survives, ending it one step later each time, and checks what the next process finds. */
    private void endBeforeEveryStep(boolean powerFails, Scenario before, Scenario scenario, Check check)
            throws IOException {
        var survived = false;
        for (var lastStep = 0; !survived; lastStep++) {
            assertThat(lastStep).as("steps").isLessThan(100);
            before.run(open(lastStep, new Disk()));
            var disk = new MortalDisk(lastStep);
            try {
                scenario.run(open(lastStep, disk));
                survived = true;
            } catch (IOException e) {
                assertThat(e).hasMessage("the process has ended");
            }
            if (powerFails) {
                disk.losePower();
            }
            check.of(open(lastStep, new Disk()), survived);
        }
    }

    private static boolean isWhole(DirectoryBlobStore store) throws IOException {
        try {
            assertThat(store.size(NAME)).isEqualTo(BYTES.length);
            assertThat(store.read(NAME, 0, BYTES.length)).isEqualTo(BYTES);
            assertThat(store.list(new BlobName("vaults"))).containsExactly(new StoredBlob(NAME, BYTES.length));
            return true;
        } catch (NoSuchBlobException e) {
            assertThat(store.list(new BlobName("vaults"))).isEmpty();
            return false;
        }
    }

    private static void write(DirectoryBlobStore store) throws IOException {
        try (var sink = store.create(NAME)) {
            sink.write(BYTES, 4);
            sink.write(new byte[] {5, 6, 7, 8}, 4);
            sink.commit();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anObjectIsThereWholeOrNotAtAllAndCanBeWrittenAgain(boolean powerFails) throws IOException {
        endBeforeEveryStep(powerFails, store -> {}, DirectoryBlobStoreTest::write, (reopened, returned) -> {
            var isThere = isWhole(reopened);
            assertThat(isThere || !returned)
                    .as("it has returned, so it is durable")
                    .isTrue();
            write(reopened);
            assertThat(isWhole(reopened)).isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anObjectThatIsWrittenAgainIsThereAllTheTime(boolean powerFails) throws IOException {
        endBeforeEveryStep(
                powerFails,
                DirectoryBlobStoreTest::write,
                DirectoryBlobStoreTest::write,
                (reopened, returned) -> assertThat(isWhole(reopened)).isTrue());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anObjectThatIsDeletedIsThereWholeOrNotAtAllAndCanBeDeletedAgain(boolean powerFails) throws IOException {
        endBeforeEveryStep(powerFails, DirectoryBlobStoreTest::write, store -> store.delete(NAME), (reopened, gone) -> {
            assertThat(isWhole(reopened) && gone).as("it comes back").isFalse();
            reopened.delete(NAME);
            assertThat(isWhole(reopened)).isFalse();
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatACrashLeftOfAnObjectIsDeletedWithIt(boolean powerFails) throws IOException {
        endBeforeEveryStep(powerFails, store -> {}, DirectoryBlobStoreTest::write, (reopened, returned) -> {
            reopened.delete(NAME);
            assertThat(isWhole(reopened)).isFalse();
        });

        assertThat(files(directory).stream()
                        .filter(file -> !String.valueOf(file.getFileName()).startsWith("probe."))) // open made that
                .isEmpty();
    }

    @Test
    void anObjectWhoseDeletionMayNotHaveBeenDurableIsDeletedForGoodWhenItIsDeletedAgain() throws IOException {
        open("store", new Disk()).put(NAME, BYTES);
        var other = open("store", new Disk() {
            @Override
            void keepNames(Path names) throws IOException {
                if (names.endsWith("0a")) {
                    throw new IOException("the process has ended");
                }
            }
        });
        assertThatIOException().isThrownBy(() -> other.delete(NAME)).withMessage("the process has ended");
        var kept = new ArrayList<String>();
        var store = open("store", keptIn(kept));
        kept.clear();

        store.delete(NAME);

        assertThat(kept).containsExactly("store/vaults/v-1/packs/0a");
    }

    @Test
    void deletingWhatHasNeverBeenThereCostsNothing() throws IOException {
        var kept = new ArrayList<String>();
        var store = open("store", keptIn(kept));
        kept.clear();

        store.delete(NAME);

        assertThat(kept).isEmpty();
        assertThat(directory.resolve("store/vaults")).doesNotExist();
    }

    @Test
    void makesTheDeletionsInADirectoryDurableTogetherAndSaysWhichFailed() throws IOException {
        var kept = new ArrayList<String>();
        var store = open("store", keptIn(kept));
        var names = Stream.of("points/1", "points/2", "points/3", "meta/4")
                .map(BlobName::new)
                .toList();
        for (var name : names) {
            store.put(name, new byte[] {1});
        }
        Files.delete(directory.resolve("store/points/3"));
        Files.createDirectories(directory.resolve("store/points/3/in the way"));
        kept.clear();

        var failures = store.deleteAll(names);

        assertThat(failures).containsOnlyKeys(new BlobName("points/3"));
        assertThat(kept).hasSize(2);
        assertThat(files(directory.resolve("store"))).isEmpty();
    }

    /** Notes which directories' names are made durable. */
    private Disk keptIn(List<String> kept) {
        return new Disk() {
            @Override
            void keepNames(Path names) throws IOException {
                super.keepNames(names);
                kept.add(directory.relativize(names).toString());
            }
        };
    }

    @Test
    void theStoreItselfIsMadeToLastWithTheDirectoriesAboveIt() throws IOException {
        var survived = false;
        for (var lastStep = 0; !survived; lastStep++) {
            assertThat(lastStep).as("steps").isLessThan(100);
            var disk = new MortalDisk(lastStep);
            var root = directory.resolve(lastStep + "/content/warm");
            try {
                new DirectoryBlobStore(root, disk).put(NAME, BYTES);
                survived = true;
            } catch (IOException e) {
                assertThat(e).hasMessage("the process has ended");
            }
            disk.losePower();

            assertThat(isWhole(new DirectoryBlobStore(root)) || !survived)
                    .as("it has returned, so it is durable")
                    .isTrue();
        }
    }

    @Test
    void theStoreThatAnotherProcessHasJustMadeIsMadeDurableOnceMore() throws IOException {
        var kept = new ArrayList<String>();

        open("store", keptIn(kept));

        assertThat(kept).containsExactly("", "store");
    }

    @Test
    void directoriesThatAnotherProcessHasJustMadeAreMadeDurableOnceMore() throws IOException {
        var other = open("store", new Disk() {
            @Override
            void keepNames(Path directory) {
                // it gets to this later, or never
            }
        });
        other.put(NAME, BYTES);
        var kept = new ArrayList<String>();
        var store = open("store", keptIn(kept));
        kept.clear();

        store.put(NAME, BYTES);
        store.put(NAME, BYTES);

        var file = "store/vaults/v-1/packs/0a";
        assertThat(kept)
                .containsExactly("store", "store/vaults", "store/vaults/v-1", "store/vaults/v-1/packs", file, file);
    }

    @Test
    void aFailureOfTheDiskLeavesNothingBehind() throws IOException {
        var store = open("store", new Disk() {
            @Override
            void keep(FileChannel file) throws IOException {
                throw new IOException("No space left on device");
            }
        });

        assertThatIOException().isThrownBy(() -> store.put(NAME, BYTES)).withMessage("No space left on device");

        assertThat(files(directory)).isEmpty();
    }

    @Test
    void anObjectThatIsNotSureToLastHasNotBeenKept() throws IOException {
        var store = open("store", new Disk() {
            @Override
            void keepNames(Path kept) throws IOException {
                if (kept.endsWith("0a")) {
                    throw new IOException("Input/output error");
                }
                super.keepNames(kept);
            }
        });

        assertThatIOException().isThrownBy(() -> store.put(NAME, BYTES)).withMessage("Input/output error");
    }

    @Test
    void deletesTemporaryFilesOnlyWhenNobodyHasWrittenThemForAWeek() throws IOException {
        open("store", new Disk());
        var temporary = directory.resolve("store/tmp");
        var living = Files.createFile(temporary.resolve("living"));
        var resting = Files.createFile(temporary.resolve("resting"));
        var dead = Files.createFile(temporary.resolve("dead"));
        var aWeekAgo = Files.getLastModifiedTime(living).toInstant().minus(Duration.ofDays(7));
        Files.setLastModifiedTime(resting, FileTime.from(aWeekAgo.plusSeconds(60)));
        Files.setLastModifiedTime(dead, FileTime.from(aWeekAgo.minusSeconds(1)));

        open("store", new Disk());

        assertThat(files(directory)).containsExactlyInAnyOrder(living, resting);
    }

    @Test
    void showsItsObjectsToNobodyButTheOwner() throws IOException {
        var store = open("store", new Disk());
        store.put(NAME, BYTES);
        try (var _ = store.create(NAME);
                var all = Files.walk(directory.resolve("store"))) {
            for (var path : (Iterable<Path>) all::iterator) {
                var mode =
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
                assertThat(mode).as(path.toString()).isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
            }
        }
    }

    @Test
    void listsNoTemporaryFiles() throws IOException {
        var store = open("store", new Disk());

        try (var _ = store.create(NAME)) {
            assertThat(store.list(new BlobName("vaults"))).isEmpty();
        }
    }
}
