package io.coldkeep.persistence.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.contract.ListedSource;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.FileNames;
import io.coldkeep.domain.source.FileStamp;
import io.coldkeep.domain.source.SourceEntry;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SeveralNamesTest {

    private final SeveralNames<String> names = new SeveralNames<>();

    private static SourceEntry.RegularFile name(long inode, long count, long size, long changed) {
        return new SourceEntry.RegularFile(
                EntryPath.parse("f"),
                ListedSource.ATTRIBUTES,
                size,
                Optional.of(new FileStamp(inode, Instant.ofEpochSecond(changed))),
                count == 1 ? Optional.empty() : Optional.of(new FileNames(0, inode, count)));
    }

    @Test
    void knowsAFileByItsOtherNamesUntilAllHaveCome() {
        names.add(name(7, 3, 10, 1), "first", 10);

        assertThat(names.find(name(7, 3, 10, 1))).contains("first");
        assertThat(names.find(name(7, 3, 10, 1))).contains("first");
        assertThat(names.find(name(7, 3, 10, 1))).isEmpty();
    }

    @Test
    void knowsNoOtherFileAndNoneThatChanged() {
        names.add(name(7, 3, 10, 1), "first", 10);

        assertThat(names.find(name(8, 3, 10, 1))).isEmpty();
        assertThat(names.find(name(7, 3, 11, 1))).isEmpty();
        assertThat(names.find(name(7, 3, 10, 2))).isEmpty();
        assertThat(names.find(name(7, 1, 10, 1))).isEmpty();
    }

    @Test
    void forgetsFilesWithOneName() {
        names.add(name(7, 1, 10, 1), "only", 10);

        assertThat(names.find(name(7, 1, 10, 1))).isEmpty();
    }

    @Test
    void remembersAHundredThousandAndNoneBeyondItsBytes() {
        for (var i = 1; i <= 1_000_000; i++) {
            names.add(name(i, 2, 10, 1), "file " + i, 60);
        }

        assertThat(names.find(name(100_000, 2, 10, 1))).contains("file 100000");
        assertThat(names.find(name(110_000, 2, 10, 1))).isEmpty();
        names.add(name(110_000, 2, 10, 1), "late", 60);
        assertThat(names.find(name(110_000, 2, 10, 1)))
                .as("in the place of one that is complete")
                .contains("late");
    }

    @Test
    void remembersNothingThatIsTooLargeAlone() {
        names.add(name(7, 2, 10, 1), "large", SeveralNames.MOST_BYTES);

        assertThat(names.find(name(7, 2, 10, 1))).isEmpty();
    }
}
