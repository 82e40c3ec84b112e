package io.coldkeep.persistence.content.index;

import io.coldkeep.domain.lifecycle.StorageTier;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What reading needs to know: which contents and packs there are, and where chunks are in them. */
public interface ChunkIndex {

    /**
     * Where chunks of the content are: each in one place, if it is anywhere; which of several packs that is, does not change
     * as long as nothing becomes of them.
     */
    Map<ChunkId, ChunkPlace> locate(Content content, Collection<ChunkId> chunks);

    /** Where else a chunk of the content is, for when it cannot be read in the place that {@link #locate} gave, or gave none. */
    List<ChunkPlace> elsewhere(Content content, ChunkId chunk);

    /** Whether there are packs in that tier of which it is not known what is in them, since they are archived. */
    default boolean isPartial(StorageTier tier) {
        return false;
    }

    /** The pack that places bear that number of. */
    Optional<Pack> pack(int number);

    /** All packs of the vault in that tier, by number. */
    List<Pack> packs(UUID vault, StorageTier tier);

    /** All contents of the vault in that tier. */
    List<Content> contents(UUID vault, StorageTier tier);
}
