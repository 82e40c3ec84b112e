package io.coldkeep.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.domain.content.ContentStore;
import io.coldkeep.domain.content.Description;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.content.WorkStopped;
import io.coldkeep.domain.source.BackupSource;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.OpenFile;
import io.coldkeep.domain.source.SourceEntry;
import io.coldkeep.domain.source.Unread;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a {@link ContentStore} promises of backups: what they tell of what they read, and what becomes of those that fail. */
abstract class ContentBackupContract extends ContentStoreFixture {

    @Test
    void reportsWhatItKept() throws IOException {
        var stored = keep(newId(), aSmallTree());

        assertThat(stored.logicalBytes()).isEqualTo(21);
        assertThat(stored.entries()).isEqualTo(9);
        assertThat(stored.transfer().readBytes()).isEqualTo(21);
        assertThat(stored.transfer().storedBytes()).isPositive();
        assertThat(stored.unread()).isEqualTo(Unread.NONE);
    }

    @Test
    void notesAFileThatCannotBeReadAndKeepsTheRest() throws IOException {
        var id = newId();

        var stored = keep(
                id,
                new ListedSource()
                        .file("a", "before")
                        .file("gone", 5, () -> {
                            throw new IOException("gone");
                        })
                        .file("broken", 5, ContentBackupContract::failing)
                        .file("z", "behind")
                        .passingOver("/a directory"));

        assertThat(stored.unread().count()).isEqualTo(3);
        assertThat(stored.unread().examples()).containsExactlyInAnyOrder("/gone", "/broken", "/a directory");
        assertThat(restored(id).lines().keySet())
                .containsExactly(EntryPath.ROOT, EntryPath.parse("a"), EntryPath.parse("z"));
        assertThat(restored(id).text("z")).isEqualTo("behind");
    }

    private static InputStream failing() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is broken");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return read();
            }
        };
    }

    @Test
    void notesAFileThatIsNotAsLongAsItWas() throws IOException {
        var id = newId();

        var stored = keep(
                id,
                new ListedSource()
                        .file("grown", 3, () -> new ByteArrayInputStream("12345".getBytes(StandardCharsets.UTF_8)))
                        .file("shrunk", 5, () -> new ByteArrayInputStream("123".getBytes(StandardCharsets.UTF_8)))
                        .file("z", "behind"));

        assertThat(stored.unread().count()).isEqualTo(2);
        assertThat(stored.unread().examples())
                .containsExactlyInAnyOrder("/grown (changed while it was read)", "/shrunk (changed while it was read)");
        assertThat(stored.logicalBytes()).isEqualTo(14);
        assertThat(restored(id).text("grown")).isEqualTo("12345");
        assertThat(restored(id).text("shrunk")).isEqualTo("123");
        assertThat(restored(id).text("z")).isEqualTo("behind");
    }

    @Test
    void keepsNothingWhenTheSourceFails() {
        var id = newId();
        var source = new FailingSource(aSmallTree(), 4);

        assertThatThrownBy(() -> keep(id, source))
                .isInstanceOf(IOException.class)
                .hasMessage("the source is gone");

        assertNothingIsKept(id);
    }

    /** Fails as a whole at some entry. */
    private static final class FailingSource implements BackupSource {

        private final BackupSource source;
        private int left;

        FailingSource(BackupSource source, int left) {
            this.source = source;
            this.left = left;
        }

        @Override
        public String name() {
            return source.name();
        }

        @Override
        public Optional<SourceEntry> next() throws IOException {
            if (left-- == 0) {
                throw new IOException("the source is gone");
            }
            return source.next();
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

    @Test
    void keepsNothingWhenItIsStopped() {
        var id = newId();

        assertThatExceptionOfType(WorkStopped.class)
                .isThrownBy(() -> store.store(id, aSmallTree(), stoppingAt(15), () -> Description.NONE));

        assertNothingIsKept(id);
    }

    @Test
    void reportsProgressUpToTheEnd() throws IOException {
        var id = newId();
        var kept = new ArrayList<Long>();
        var given = new ArrayList<Long>();

        store.store(id, aSmallTree(), kept::add, () -> Description.NONE);
        store.restore(id, RestoreSelection.EVERYTHING, new RecordingTarget(), given::add);

        assertThat(kept).isSorted().endsWith(21L);
        assertThat(given).isSorted().endsWith(21L);
    }
}
