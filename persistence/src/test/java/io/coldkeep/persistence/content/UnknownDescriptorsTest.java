package io.coldkeep.persistence.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.persistence.content.blob.BlobName;
import io.coldkeep.persistence.content.index.Content;
import io.coldkeep.persistence.content.index.MemoryContentIndex;
import io.coldkeep.persistence.content.index.PackSet;
import io.coldkeep.persistence.content.pack.PackNames;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UnknownDescriptorsTest {

    private static final UUID VAULT = TestStore.ID.vault();
    private static final BlobName DESCRIPTOR = PackNames.descriptor(VAULT, TestStore.ID.attempt());

    private final MemoryContentIndex index = new MemoryContentIndex();
    private final Stores stores = new Stores(new FaultStore(Faults.none()), new FaultStore(Faults.none()));
    private Instant now = Instant.parse("2026-06-01T00:00:00Z");
    private final UnknownDescriptors unknown = new UnknownDescriptors(index, stores, () -> now);

    @BeforeEach
    void makeTheVault() {
        index.header(VAULT, () -> new byte[1]);
    }

    private void know(StorageTier tier) {
        assertThat(index.adopt(new Content(TestStore.ID, tier, "fs", new byte[0], PackSet.NONE)))
                .isTrue();
    }

    private void put(StorageTier tier) throws IOException {
        stores.of(tier).put(DESCRIPTOR, new byte[1]);
    }

    @Test
    void findsNothingWhereThereIsNothing() throws IOException {
        assertThat(unknown.isNone(VAULT)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void knowsWhatIsInTheCatalog(StorageTier tier) throws IOException {
        know(tier);
        put(tier);

        assertThat(unknown.isNone(VAULT)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void doesNotKnowWhatIsNotInTheCatalogInThatTier(StorageTier tier) throws IOException {
        know(tier == StorageTier.WARM ? StorageTier.COLD : StorageTier.WARM);
        put(tier);

        assertThat(unknown.isNone(VAULT)).isFalse();
    }

    @Test
    void looksAgainSoonForWhatIsBeingDeleted() throws IOException {
        put(StorageTier.WARM);
        assertThat(unknown.isNone(VAULT)).isFalse();
        stores.warm().delete(DESCRIPTOR);

        now = now.plus(Duration.ofSeconds(10));

        assertThat(unknown.isNone(VAULT)).isTrue();
    }

    @Test
    void looksAgainEveryFewMinutesForWhatStays() throws IOException {
        put(StorageTier.WARM);
        assertThat(unknown.isNone(VAULT)).isFalse();
        now = now.plus(Duration.ofSeconds(10));
        assertThat(unknown.isNone(VAULT)).isFalse();
        know(StorageTier.WARM);

        now = now.plus(Duration.ofMinutes(5).minusNanos(1));
        assertThat(unknown.isNone(VAULT)).isFalse();
        now = now.plusNanos(1);

        assertThat(unknown.isNone(VAULT)).isTrue();
    }

    @Test
    void looksAgainAtWhatWasFine() throws IOException {
        assertThat(unknown.isNone(VAULT)).isTrue();
        put(StorageTier.COLD);
        assertThat(unknown.isNone(VAULT)).isTrue();

        now = now.plus(Duration.ofHours(1));

        assertThat(unknown.isNone(VAULT)).isFalse();
    }
}
