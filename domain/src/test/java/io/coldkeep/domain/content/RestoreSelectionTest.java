package io.coldkeep.domain.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.coldkeep.domain.source.EntryPath;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RestoreSelectionTest {

    private static final RestoreSelection SOME =
            new RestoreSelection(Set.of(EntryPath.parse("a/b"), EntryPath.parse("c")));

    @Test
    void includesItsItemsAndAllBelowThem() {
        assertThat(SOME.includes(EntryPath.parse("a/b"))).isTrue();
        assertThat(SOME.includes(EntryPath.parse("a/b/x/y"))).isTrue();
        assertThat(SOME.includes(EntryPath.parse("c"))).isTrue();
        assertThat(SOME.includes(EntryPath.parse("a"))).isFalse();
        assertThat(SOME.includes(EntryPath.parse("a/bc"))).isFalse();
        assertThat(SOME.includes(EntryPath.ROOT)).isFalse();
    }

    @Test
    void leadsToItsItemsThroughTheDirectoriesAbove() {
        assertThat(SOME.leadsTo(EntryPath.ROOT)).isTrue();
        assertThat(SOME.leadsTo(EntryPath.parse("a"))).isTrue();
        assertThat(SOME.leadsTo(EntryPath.parse("b"))).isFalse();
        assertThat(SOME.leadsTo(EntryPath.parse("a/x"))).isFalse();
    }

    @Test
    void includesEverythingOrSomethingButNeverNothing() {
        assertThat(RestoreSelection.EVERYTHING.includes(EntryPath.ROOT)).isTrue();
        assertThat(RestoreSelection.EVERYTHING.includes(EntryPath.parse("any/thing")))
                .isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> new RestoreSelection(Set.of()));
    }
}
