package io.coldkeep.domain.contract;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.ContentStore;
import io.coldkeep.domain.content.Description;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.content.StoredContent;
import io.coldkeep.domain.content.WorkStopped;
import io.coldkeep.domain.source.BackupSource;
import io.coldkeep.domain.source.EntryPath;
import java.io.IOException;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;

/** A store, and a small tree to keep in it. */
abstract class ContentStoreFixture {

    ContentStore store;

    /** A store with nothing in it. */
    protected abstract ContentStore newStore() throws IOException;

    @BeforeEach
    void makeTheStore() throws IOException {
        store = newStore();
    }

    static ContentId newId() {
        return new ContentId(UUID.randomUUID(), UUID.randomUUID());
    }

    StoredContent keep(ContentId id, BackupSource source) throws IOException {
        return store.store(id, source, Progress.IGNORED, () -> Description.NONE);
    }

    RecordingTarget restored(ContentId id, String... items) throws IOException {
        var target = new RecordingTarget();
        store.restore(id, items.length == 0 ? RestoreSelection.EVERYTHING : select(items), target, Progress.IGNORED);
        return target;
    }

    static RestoreSelection select(String... items) {
        return new RestoreSelection(Arrays.stream(items).map(EntryPath::parse).collect(Collectors.toSet()));
    }

    void assertNothingIsKept(ContentId id) {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> restored(id));
    }

    static ListedSource aSmallTree() {
        return new ListedSource()
                .file("top", "at the top")
                .directory("docs")
                .file("docs/a", "first")
                .directory("docs/deep")
                .file("docs/deep/b", "second")
                .link("docs/link", "../top")
                .directory("empty")
                .file("z", "");
    }

    static Progress stoppingAt(long limit) {
        return bytes -> {
            if (bytes >= limit) {
                throw new WorkStopped("enough");
            }
        };
    }
}
