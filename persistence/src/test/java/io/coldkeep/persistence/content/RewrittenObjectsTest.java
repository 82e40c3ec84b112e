package io.coldkeep.persistence.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.Description;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.contract.ListedSource;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.persistence.content.blob.OtherBytesException;
import io.coldkeep.persistence.content.crypto.MasterKey;
import io.coldkeep.persistence.content.index.MemoryContentIndex;
import io.coldkeep.persistence.content.pack.PackNames;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Objects are written once: what may take the place of one, and what may not. */
class RewrittenObjectsTest {

    private static final ContentId ID = new ContentId(new UUID(0, 1), new UUID(1, 1));
    private static final String DESCRIPTOR =
            PackNames.descriptor(ID.vault(), ID.attempt()).value();
    private static final String HEADER = PackNames.header(ID.vault()).value();

    private final FaultStore warm = new FaultStore(Faults.none());
    private final MemoryContentIndex index = new MemoryContentIndex();

    /** A process that has just been started. */
    private void store(MemoryContentIndex catalog, ContentId id) throws IOException {
        var master = new MasterKey(new byte[MasterKey.LENGTH]);
        try (var store = new ChunkedContentStore(
                catalog, warm, new FaultStore(Faults.none()), master, () -> FaultyWorld.NOW, 1)) {
            store.store(id, new ListedSource().file("a", "text"), Progress.IGNORED, () -> Description.NONE);
        }
    }

    @Test
    void anAttemptThatIsStoredAgainHasTheDescriptorThatTheCatalogHas() throws IOException {
        store(index, ID);
        var first = warm.objects().get(DESCRIPTOR);

        store(index, ID);

        assertThat(warm.objects().get(DESCRIPTOR))
                .isNotEqualTo(first)
                .isEqualTo(index.find(ID, StorageTier.WARM).orElseThrow().descriptor());
    }

    @Test
    void aWriterThatComesLateDoesNotPutBackAnEarlierDescriptor() throws IOException {
        store(index, ID);
        var earlier = index.find(ID, StorageTier.WARM).orElseThrow();
        store(index, ID);
        var now = warm.objects().get(DESCRIPTOR);

        assertThatExceptionOfType(OtherBytesException.class)
                .isThrownBy(() -> new Descriptors(index, warm).put(earlier));

        assertThat(warm.objects().get(DESCRIPTOR)).isEqualTo(now);
    }

    @Test
    void aHeaderThatIsDamagedIsWrittenAnew() throws IOException {
        store(index, ID);
        var header = warm.objects().get(HEADER);
        var damaged = header.clone();
        damaged[30] ^= 1;
        warm.objects().put(HEADER, damaged);

        store(index, new ContentId(ID.vault(), new UUID(1, 2)));

        assertThat(warm.objects().get(HEADER)).isEqualTo(header);
    }

    @Test
    void aHeaderWithAnotherKeyStaysForWhatIsUnderIt() throws IOException {
        store(index, ID);
        var header = warm.objects().get(HEADER);

        assertThatExceptionOfType(OtherBytesException.class)
                .isThrownBy(() -> store(new MemoryContentIndex(), new ContentId(ID.vault(), new UUID(1, 2))));

        assertThat(warm.objects().get(HEADER)).isEqualTo(header);
    }
}
