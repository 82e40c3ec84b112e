package io.coldkeep.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.domain.content.ContentStore;
import io.coldkeep.domain.content.CorruptContentException;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.content.WorkStopped;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.SourceEntry;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a {@link ContentStore} promises of restores: what they give, and what they tell of it. */
abstract class ContentRestoreContract extends ContentStoreFixture {

    @Test
    void reportsWhatItRestored() throws IOException {
        var id = newId();
        keep(id, aSmallTree());

        var all = store.restore(id, RestoreSelection.EVERYTHING, new RecordingTarget(), Progress.IGNORED);
        var some = store.restore(id, select("docs/a"), new RecordingTarget(), Progress.IGNORED);

        assertThat(all.logicalBytes()).isEqualTo(21);
        assertThat(all.entries()).isEqualTo(9);
        assertThat(all.missing()).isEmpty();
        assertThat(some.logicalBytes()).isEqualTo(5);
        assertThat(some.entries()).isEqualTo(3);
    }

    @Test
    void restoresItemsWithTheDirectoriesAboveThemAndNothingElse() throws IOException {
        var id = newId();
        keep(id, aSmallTree());

        assertThat(restored(id, "docs/deep").lines().keySet())
                .containsExactly(
                        EntryPath.ROOT,
                        EntryPath.parse("docs"),
                        EntryPath.parse("docs/deep"),
                        EntryPath.parse("docs/deep/b"));
        assertThat(restored(id, "/docs/link/", "z").lines().keySet())
                .containsExactly(
                        EntryPath.ROOT, EntryPath.parse("docs"), EntryPath.parse("docs/link"), EntryPath.parse("z"));
    }

    @Test
    void reportsItemsThatAreMissing() throws IOException {
        var id = newId();
        keep(id, aSmallTree());

        var restored =
                store.restore(id, select("top", "TOP", "docs/none", "to"), new RecordingTarget(), Progress.IGNORED);

        assertThat(restored.missing())
                .isEqualTo(Set.of(EntryPath.parse("TOP"), EntryPath.parse("docs/none"), EntryPath.parse("to")));
    }

    /** It may be some way ahead of what it has reported. */
    @Test
    void stopsARestore() throws IOException {
        var id = newId();
        keep(id, aWideTree());
        var target = new RecordingTarget();

        assertThatExceptionOfType(WorkStopped.class)
                .isThrownBy(() -> store.restore(id, RestoreSelection.EVERYTHING, target, stoppingAt(11)));

        assertThat(target.lines()).containsKey(EntryPath.parse("1000/a")).doesNotContainKey(EntryPath.parse("1999/a"));
    }

    private static ListedSource aWideTree() {
        var source = new ListedSource();
        for (var i = 1000; i < 2000; i++) {
            source.directory(String.valueOf(i)).file(i + "/a", "content");
        }
        return source;
    }

    @Test
    void passesOnAFailureOfTheTarget() throws IOException {
        var id = newId();
        keep(id, aSmallTree());
        var target = new RecordingTarget();
        target.directory(new SourceEntry.Directory(EntryPath.parse("docs"), ListedSource.ATTRIBUTES));

        assertThatThrownBy(() -> store.restore(id, RestoreSelection.EVERYTHING, target, Progress.IGNORED))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(CorruptContentException.class)
                .hasMessage("given twice: /docs");
    }
}
