package io.coldkeep.persistence.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.contract.FileSystemDirectoriesFixture;
import io.coldkeep.domain.source.BackupSource;
import io.coldkeep.domain.source.SourceEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Directories on a disk, opened in one way, with others beside them that are none of their business. */
abstract class LocalDirectoriesFixture extends FileSystemDirectoriesFixture {

    @TempDir
    Path directory;

    /** Those of which these are a part: they say how directories are opened. */
    abstract LocalDirectoriesTests tests();

    OpenDirectory.Opener opener() {
        return tests().opener();
    }

    boolean isHeld() {
        return tests().isHeld();
    }

    @Override
    protected LocalDirectories newDirectories() throws IOException {
        return in(directory, opener());
    }

    /** What there is in the directory: file systems among the data of the service, and what may be adopted. */
    static LocalDirectories in(Path directory, OpenDirectory.Opener opener) throws IOException {
        var allowed = Files.createDirectories(directory.resolve("allowed"));
        var data = directory.resolve("data");
        return new LocalDirectories(opener, data.resolve("file-systems"), List.of(allowed), data);
    }

    Path allowed() {
        return directory.resolve("allowed");
    }

    Path data() {
        return directory.resolve("data");
    }

    @Override
    protected long uid() throws IOException {
        return FileStat.of(directory).uid();
    }

    @Override
    protected long gid() throws IOException {
        return FileStat.of(directory).gid();
    }

    /** The directory of the file system. */
    Path root() {
        return data().resolve("file-systems").resolve(fileSystem().id().value());
    }

    /** A directory that is none of the file system's business, with a secret in it. */
    Path outside() throws IOException {
        var outside = Files.createDirectories(directory.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "secret");
        return outside;
    }

    void assertOutsideIsUntouched() throws IOException {
        try (var files = Files.walk(directory.resolve("outside"))) {
            assertThat(files).containsExactly(directory.resolve("outside"), directory.resolve("outside/secret"));
        }
        assertThat(directory.resolve("outside/secret")).hasContent("secret");
    }

    BackupSource source() throws IOException {
        return directories().source(fileSystem());
    }

    static List<SourceEntry> rest(BackupSource source) throws IOException {
        var rest = new ArrayList<SourceEntry>();
        for (var entry = source.next(); entry.isPresent(); entry = source.next()) {
            rest.add(entry.get());
        }
        return rest;
    }
}
