package io.coldkeep.persistence.content.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.persistence.content.blob.BlobName;
import io.coldkeep.persistence.content.index.Pack;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackNamesTest {

    private static final UUID VAULT = UUID.fromString("11111111-2222-3333-4444-555555555555");
    private static final UUID OTHER = UUID.fromString("66666666-7777-8888-9999-aaaaaaaaaabb");

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 0xabcdef01, Integer.MAX_VALUE})
    void tellsAPackByItsName(int number) {
        for (var kind : Pack.Kind.values()) {
            var pack = new Pack(number, VAULT, StorageTier.COLD, kind, OTHER, Pack.State.LIVE, 0);

            assertThat(PackNames.packOf(PackNames.of(pack), StorageTier.COLD)).contains(pack);
        }
    }

    @Test
    void tellsADescriptorByItsName() {
        assertThat(PackNames.contentOf(PackNames.descriptor(VAULT, OTHER))).contains(new ContentId(VAULT, OTHER));
        assertThat(PackNames.contentOf(PackNames.header(VAULT))).isEmpty();
        assertThat(PackNames.vaultOf(PackNames.header(VAULT))).contains(VAULT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "packs/02/66666666-7777-8888-9999-aaaaaaaaaabb-00000001.pack", // in another directory
                "packs/01/66666666-7777-8888-9999-aaaaaaaaaabb-00000001.pack.old",
                "packs/66666666-7777-8888-9999-aaaaaaaaaabb-00000001.pack",
                "packs/01/66666666-7777-8888-9999-aaaaaaaaaabb-1.pack",
                "points/66666666-7777-8888-9999-aaaaaaaaaabb"
            })
    void takesNothingElseForAPack(String name) {
        assertThat(PackNames.packOf(new BlobName("vaults/" + VAULT + "/" + name), StorageTier.WARM))
                .isEmpty();
    }
}
