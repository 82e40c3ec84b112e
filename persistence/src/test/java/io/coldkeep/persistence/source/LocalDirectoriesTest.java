package io.coldkeep.persistence.source;

import io.coldkeep.domain.contract.FileSystemDirectoriesContract;
import io.coldkeep.domain.filesystem.FileSystemDirectories;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class LocalDirectoriesTest {

    /** The contract, with one way to open directories. */
    abstract static class Opened extends FileSystemDirectoriesContract {

        private final OpenDirectory.Opener opener;

        @TempDir
        Path directory;

        Opened(OpenDirectory.Opener opener) {
            this.opener = opener;
        }

        @Override
        protected FileSystemDirectories newDirectories() {
            return new LocalDirectories(
                    opener, directory.resolve("file-systems"), List.of(directory.resolve("allowed")));
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
    class Held extends Opened {
        Held() {
            super(HeldDirectory::open);
        }
    }

    @Nested
    class Named extends Opened {
        Named() {
            super(NamedDirectory::open);
        }
    }
}
