package io.coldkeep.persistence.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.Description;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.content.StoredContent;
import io.coldkeep.domain.contract.ListedSource;
import io.coldkeep.domain.contract.RecordingTarget;
import io.coldkeep.domain.source.EntryAttributes;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.FileContent;
import io.coldkeep.domain.source.FileStamp;
import io.coldkeep.domain.source.OpenFile;
import io.coldkeep.domain.source.SourceEntry;
import io.coldkeep.domain.source.Unread;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that changes while it is read is read again: what is kept is what was there at one time. */
class ChangingFilesTest {

    private static final int LARGE = 9_000_000;
    private static final EntryPath PATH = EntryPath.parse("f");
    private static final List<Integer> SIZES = List.of(40, 700, 300_000, LARGE);

    @TempDir
    Path directory;

    private ChunkedContentStore store;
    private final ContentId id = new ContentId(TestStore.ID.vault(), UUID.randomUUID());

    @BeforeEach
    void makeAStore() throws IOException {
        store = TestStore.in(directory);
    }

    /** What the file is at some time. */
    private static SourceEntry.RegularFile file(int size, long inode, long changed) {
        return new SourceEntry.RegularFile(
                PATH, ListedSource.ATTRIBUTES, size, Optional.of(new FileStamp(inode, Instant.ofEpochSecond(changed))));
    }

    private static byte[] bytes(int size, int version) {
        var bytes = new byte[size];
        Arrays.fill(bytes, (byte) version);
        return bytes;
    }

    /** A file that is one thing before it is read and another behind. */
    private static OpenFile reading(SourceEntry.RegularFile before, SourceEntry.RegularFile after, byte[] bytes) {
        return new OpenFile() {
            private SourceEntry.RegularFile now = before;

            @Override
            public SourceEntry.RegularFile look() {
                var seen = now;
                now = after;
                return seen;
            }

            @Override
            public FileContent content() {
                return FileContent.of(new ByteArrayInputStream(bytes));
            }

            @Override
            public void close() {}
        };
    }

    /** Changes during that many readings; in each, it is full of the number of the reading. */
    private static ListedSource changing(int size, int times) {
        return new ListedSource()
                .file(
                        file(size, 1, 0),
                        time -> reading(
                                file(size, 1, time), file(size, 1, time <= times ? time + 1 : time), bytes(size, time)))
                .file("z", "behind");
    }

    private StoredContent keep(ListedSource source) throws IOException {
        return store.store(id, source, Progress.IGNORED, () -> Description.NONE);
    }

    private String restored() throws IOException {
        var target = new RecordingTarget();
        store.restore(id, RestoreSelection.EVERYTHING, target, Progress.IGNORED);
        assertThat(target.text("z")).isEqualTo("behind");
        return target.text("f");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Test
    void readsItAgainUntilItIsSteady() throws IOException {
        for (var size : SIZES) {
            for (var times = 0; times < 3; times++) {
                var source = changing(size, times);

                var stored = keep(source);

                assertThat(source.opened("f")).isEqualTo(times + 1);
                assertThat(stored.unread()).isEqualTo(Unread.NONE);
                assertThat(stored.logicalBytes()).isEqualTo(size + 6L);
                assertThat(restored()).isEqualTo(text(bytes(size, times + 1)));
            }
        }
    }

    @Test
    void keepsWhatItReadLastOfOneThatNeverIsAndSaysSo() throws IOException {
        for (var size : SIZES) {
            var source = changing(size, 100);

            var stored = keep(source);

            assertThat(source.opened("f")).isEqualTo(3);
            assertThat(stored.unread()).isEqualTo(new Unread(1, List.of("/f (changed while it was read)")));
            assertThat(restored()).isEqualTo(text(bytes(size, 3)));
        }
    }

    @Test
    void noticesAnotherSizeTimeOrFile() throws IOException {
        var before = file(40, 1, 1);
        var later = new SourceEntry.RegularFile(
                PATH, new EntryAttributes(0644, 1000, 1000, Instant.EPOCH), 40, before.stamp());
        for (var after : List.of(file(41, 1, 1), file(40, 2, 1), file(40, 1, 2), later)) {
            var source = new ListedSource()
                    .file(
                            before,
                            time -> time == 1
                                    ? reading(before, after, bytes(40, 1))
                                    : reading(after, after, bytes((int) after.size(), 2)))
                    .file("z", "behind");

            assertThat(keep(source).unread()).isEqualTo(Unread.NONE);
            assertThat(restored()).isEqualTo(text(bytes((int) after.size(), 2)));
        }
    }

    @Test
    void readsAFileThatChangedBeforeItWasOpenedOnce() throws IOException {
        var now = file(50, 2, 9);
        var source = new ListedSource()
                .file(file(40, 1, 1), time -> reading(now, now, bytes(50, time)))
                .file("z", "behind");

        assertThat(keep(source).unread()).isEqualTo(Unread.NONE);
        assertThat(source.opened("f")).isOne();
        assertThat(restored()).isEqualTo(text(bytes(50, 1)));
    }

    @Test
    void leavesOutAFileThatIsGoneWhenItIsReadAgain() throws IOException {
        for (var size : SIZES) {
            var source = new ListedSource()
                    .file(file(size, 1, 0), time -> {
                        if (time > 1) {
                            throw new IOException("gone");
                        }
                        return reading(file(size, 1, 1), file(size, 1, 2), bytes(size, 1));
                    })
                    .file("z", "behind");

            var stored = keep(source);

            assertThat(stored.unread()).isEqualTo(new Unread(1, List.of("/f")));
            assertThat(stored.entries()).isEqualTo(2);
            assertThat(stored.logicalBytes()).isEqualTo(6);
        }
    }

    @Test
    void reportsNoProgressTwice() throws IOException {
        var progress = new ArrayList<Long>();

        store.store(id, changing(LARGE, 2), progress::add, () -> Description.NONE);

        assertThat(progress).isSorted().last().isEqualTo(LARGE + 6L);
    }

    @Test
    void readsItAgainTheNextTime() throws IOException {
        keep(changing(700, 100));
        var again = new ListedSource()
                .file(file(700, 1, 4), time -> reading(file(700, 1, 4), file(700, 1, 4), bytes(700, 9)))
                .file("z", "behind");

        keep(again);

        assertThat(again.opened("f")).isOne();
        assertThat(restored()).isEqualTo(text(bytes(700, 9)));
    }
}
