package io.coldkeep.persistence.content;

import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.persistence.content.index.ChunkId;
import io.coldkeep.persistence.content.index.ChunkIndex;
import io.coldkeep.persistence.content.index.ChunkPlace;
import io.coldkeep.persistence.content.index.Content;
import io.coldkeep.persistence.content.index.ContentIndex;
import io.coldkeep.persistence.content.index.Pack;
import io.coldkeep.persistence.content.index.Session;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The index for a session that reads contents: what they have lost may be in packs of others, which stay while it is open. */
record Anywhere(ContentIndex index, Session session) implements ChunkIndex {

    @Override
    public Map<ChunkId, ChunkPlace> locate(Content content, Collection<ChunkId> chunks) {
        var found = new HashMap<>(index.locate(content, chunks));
        if (!found.keySet().containsAll(chunks)) {
            var unknown = new HashSet<>(chunks);
            unknown.removeAll(found.keySet());
            found.putAll(index.find(session, unknown));
        }
        return found;
    }

    @Override
    public List<ChunkPlace> elsewhere(Content content, ChunkId chunk) {
        var places = new ArrayList<>(index.elsewhere(content, chunk));
        Optional.ofNullable(index.find(session, List.of(chunk)).get(chunk)).ifPresent(places::add);
        return places;
    }

    @Override
    public Optional<Pack> pack(int number) {
        return index.pack(number);
    }

    @Override
    public List<Pack> packs(UUID vault, StorageTier tier) {
        return index.packs(vault, tier);
    }

    @Override
    public List<Content> contents(UUID vault, StorageTier tier) {
        return index.contents(vault, tier);
    }
}
