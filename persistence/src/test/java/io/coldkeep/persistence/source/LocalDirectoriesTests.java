package io.coldkeep.persistence.source;

import io.coldkeep.domain.contract.FileSystemDirectoriesContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The contract and all that is true of directories on a disk, for one way to open them. */
abstract class LocalDirectoriesTests {

    abstract OpenDirectory.Opener opener();

    /** Whether directories are held open, so that the system does not limit what paths and times can be. */
    abstract boolean isHeld();

    @Nested
    class OfThePort extends FileSystemDirectoriesContract {

        @TempDir
        Path directory;

        @Override
        protected LocalDirectories newDirectories() throws IOException {
            return LocalDirectoriesFixture.in(directory, opener());
        }

        @Override
        protected long uid() throws IOException {
            return FileStat.of(directory).uid();
        }

        @Override
        protected long gid() throws IOException {
            return FileStat.of(directory).gid();
        }
    }

    @Nested
    class OfReading extends ReadDirectoriesTests {
        @Override
        LocalDirectoriesTests tests() {
            return LocalDirectoriesTests.this;
        }
    }

    @Nested
    class OfAdoption extends AdoptedDirectoriesTests {
        @Override
        LocalDirectoriesTests tests() {
            return LocalDirectoriesTests.this;
        }
    }

    @Nested
    class OfRestores extends RestoredDirectoriesTests {
        @Override
        LocalDirectoriesTests tests() {
            return LocalDirectoriesTests.this;
        }
    }

    @Nested
    class OfDeletion extends DeletedDirectoriesTests {
        @Override
        LocalDirectoriesTests tests() {
            return LocalDirectoriesTests.this;
        }
    }

    @Nested
    class OfNamesAndDepths extends NamesAndDepthsTests {
        @Override
        LocalDirectoriesTests tests() {
            return LocalDirectoriesTests.this;
        }
    }
}
