package io.coldkeep.persistence.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {

    private static final long SAVED = 64L << 20;

    private long now = -5;
    private final ByteBudget budget = new ByteBudget(1000, () -> now);

    private void passes(Duration time) {
        now += time.toNanos();
    }

    @Test
    void whatIsSpentBeyondItIsMadeUpFor() {
        budget.spend(SAVED - 1);
        assertThat(budget.isLeft()).isTrue();
        budget.spend(5001);
        assertThat(budget.isLeft()).isFalse();

        passes(Duration.ofSeconds(4));
        assertThat(budget.isLeft()).isFalse();
        passes(Duration.ofMillis(1001));
        assertThat(budget.isLeft()).isTrue();
    }

    @Test
    void savesUpNoMoreThanAWhile() {
        passes(Duration.ofDays(365));
        assertThat(budget.isLeft()).isTrue();

        budget.spend(SAVED);

        assertThat(budget.isLeft()).isFalse();
    }
}
