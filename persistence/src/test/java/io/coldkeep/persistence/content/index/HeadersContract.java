package io.coldkeep.persistence.content.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.contract.Concurrently;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a {@link ContentIndex} promises of the headers of vaults. */
abstract class HeadersContract extends ContentIndexFixture {

    @Test
    void hasNoHeaderOfAVaultThatItDoesNotKnow() {
        assertThat(index().header(UUID.randomUUID())).isEmpty();
    }

    @Test
    void keepsTheFirstHeader() {
        var fresh = UUID.randomUUID();

        assertThat(index().header(fresh, () -> new byte[] {7})).containsExactly(7);
        assertThat(index().header(fresh, () -> new byte[] {8})).containsExactly(7);
        assertThat(index().header(fresh))
                .hasValueSatisfying(header -> assertThat(header).containsExactly(7));
    }

    @Test
    void asksForNoHeaderWhereThereIsOne() {
        assertThat(index().header(vault, () -> {
                    throw new AssertionError("asked");
                }))
                .isEqualTo(HEADER);
    }

    @Test
    void givesTheSameHeaderToAllWhoComeAtOnce() {
        for (var round = 0; round < 10; round++) {
            var fresh = UUID.randomUUID();

            var headers = Concurrently.run(4, i -> index().header(fresh, () -> new byte[] {(byte) i}));

            assertThat(headers)
                    .allSatisfy(header ->
                            assertThat(header).isEqualTo(index().header(fresh).orElseThrow()));
        }
    }

    @Test
    void knowsSomeVault() {
        assertThat(index().anyVault()).isPresent();
    }
}
