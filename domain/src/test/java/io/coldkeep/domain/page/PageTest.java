package io.coldkeep.domain.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {

    @Test
    void endsWhenNothingBehindItWasRead() {
        var page = Page.of(List.of("a", "b"), PageRequest.first(2), PageKey::of);

        assertThat(page.items()).containsExactly("a", "b");
        assertThat(page.next()).isEmpty();
    }

    @Test
    void goesOnBehindItsLastItemWhenMoreWasRead() {
        var page = Page.of(List.of("a", "b", "c"), PageRequest.first(2), PageKey::of);

        assertThat(page.items()).containsExactly("a", "b");
        assertThat(page.next()).contains(PageKey.of("b"));
    }

    @Test
    void isEmptyAndEndsWhenNothingWasRead() {
        var page = Page.of(List.<String>of(), PageRequest.first(2), PageKey::of);

        assertThat(page.items()).isEmpty();
        assertThat(page.next()).isEmpty();
    }

    @Test
    void keepsItsEndWhenItsItemsAreMapped() {
        var page = Page.of(List.of("a", "bb", "c"), PageRequest.first(2), PageKey::of);

        assertThat(page.map(String::length)).isEqualTo(new Page<>(List.of(1, 2), page.next()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 1000})
    void isRequestedWithALimitInRange(int limit) {
        assertThat(PageRequest.first(limit).limit()).isEqualTo(limit);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1001, Integer.MAX_VALUE})
    void isNotRequestedWithAnother(int limit) {
        assertThatIllegalArgumentException().isThrownBy(() -> PageRequest.first(limit));
    }
}
