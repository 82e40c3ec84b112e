package io.coldkeep.persistence.content;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.ContentStore;
import io.coldkeep.domain.content.CorruptContentException;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.source.RestoreTarget;
import io.coldkeep.persistence.content.blob.BlobStore;
import io.coldkeep.persistence.content.blob.DirectoryBlobStore;
import io.coldkeep.persistence.content.crypto.MasterKey;
import io.coldkeep.persistence.content.index.ContentIndex;
import io.coldkeep.persistence.content.index.MemoryContentIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** Content stores for tests, and what lies in them. */
final class TestStore {

    static final ContentId ID = new ContentId(
            UUID.fromString("11111111-2222-3333-4444-555555555555"),
            UUID.fromString("66666666-7777-8888-9999-aaaaaaaaaabb"));

    private TestStore() {}

    /** An empty store in that directory. */
    static ChunkedContentStore in(Path directory) throws IOException {
        return of(
                new MemoryContentIndex(),
                new DirectoryBlobStore(directory.resolve("warm")),
                new DirectoryBlobStore(directory.resolve("cold")));
    }

    static ChunkedContentStore of(ContentIndex index, BlobStore warm, BlobStore cold) {
        return new ChunkedContentStore(
                index, warm, cold, new MasterKey(new byte[MasterKey.LENGTH]), InstantSource.system(), 2);
    }

    /** @throws CorruptContentException when something of it is lost; the rest is in the target */
    static void restoreWhole(ContentStore store, ContentId id, RestoreSelection selection, RestoreTarget target)
            throws IOException {
        var lost = store.restore(id, selection, target, Progress.IGNORED).lost();
        if (!lost.isNothing()) {
            throw new CorruptContentException(id, lost.toString());
        }
    }

    /** All files below a directory, by name. */
    static List<Path> files(Path directory) throws IOException {
        try (var all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** The only file below a directory whose name ends so. */
    static Path file(Path directory, String ending) throws IOException {
        var found = files(directory).stream()
                .filter(file -> file.toString().endsWith(ending))
                .toList();
        if (found.size() != 1) {
            throw new IllegalStateException(found.toString());
        }
        return found.getFirst();
    }
}
