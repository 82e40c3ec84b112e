package io.coldkeep.domain.contract;

import static io.coldkeep.domain.fixtures.Fixtures.aFileSystem;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.filesystem.FileSystem;
import io.coldkeep.domain.filesystem.FileSystemDirectories;
import io.coldkeep.domain.source.EntryAttributes;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.FileContent;
import io.coldkeep.domain.source.RestoreTarget;
import io.coldkeep.domain.source.SourceEntry;
import io.coldkeep.domain.source.Unread;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/** A file system with an empty directory that the service has made, and words to fill it. */
public abstract class FileSystemDirectoriesFixture {

    private static final Instant MODIFIED = Instant.parse("2025-06-01T12:00:00.123456789Z");

    final FileSystem fileSystem = aFileSystem().build();
    FileSystemDirectories directories;

    /** Directories with none in them, of which {@code /no/such/directory} may not be adopted. */
    protected abstract FileSystemDirectories newDirectories() throws IOException;

    /** Whose files tests make; a restore need not be able to give them to anybody else. */
    protected abstract long uid() throws IOException;

    protected abstract long gid() throws IOException;

    @BeforeEach
    void makeTheDirectories() throws IOException {
        directories = newDirectories();
        directories.create(fileSystem.id());
    }

    protected final FileSystem fileSystem() {
        return fileSystem;
    }

    protected final FileSystemDirectories directories() {
        return directories;
    }

    protected final EntryAttributes attributes(int mode) throws IOException {
        return new EntryAttributes(mode, uid(), gid(), MODIFIED);
    }

    protected final RestoreTarget newTarget() throws IOException {
        var target = directories.target(fileSystem, UUID.randomUUID());
        target.directory(new SourceEntry.Directory(EntryPath.ROOT, attributes(0755)));
        return target;
    }

    protected final void putDirectory(RestoreTarget target, String path, int mode) throws IOException {
        target.directory(new SourceEntry.Directory(EntryPath.parse(path), attributes(mode)));
    }

    protected final void putFile(RestoreTarget target, String path, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        target.file(
                new SourceEntry.RegularFile(EntryPath.parse(path), attributes(0640), bytes.length),
                FileContent.of(new ByteArrayInputStream(bytes)));
    }

    /** All that a backup of the file system sees, in its order. */
    protected final Map<EntryPath, String> seen() throws IOException {
        var seen = new LinkedHashMap<EntryPath, String>();
        try (var source = directories.source(fileSystem)) {
            for (var entry = source.next(); entry.isPresent(); entry = source.next()) {
                var content = new byte[0];
                if (entry.get() instanceof SourceEntry.RegularFile file) {
                    try (var in = source.open(file)) {
                        content = in.content().readAllBytes();
                    }
                }
                seen.put(entry.get().path(), RecordingTarget.line(entry.get(), content));
            }
            assertThat(source.unreadable()).isEqualTo(Unread.NONE);
        }
        return seen;
    }
}
