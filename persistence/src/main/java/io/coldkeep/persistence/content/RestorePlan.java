package io.coldkeep.persistence.content;

import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.persistence.content.index.ChunkId;
import io.coldkeep.persistence.content.index.PackSet;
import io.coldkeep.persistence.content.manifest.Body;
import io.coldkeep.persistence.content.manifest.ListFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The packs that a restore reads bytes of files from, by those pages of the manifest that it goes through. Chunks are looked for as the
 * restore does, so that it finds them in the same packs; what is damaged it passes over.
 */
final class RestorePlan {

    private static final int CHUNKS_AT_ONCE = 2048;

    private final ChunkReader chunks;
    private final Progress progress;
    private final PackSet.Builder packs = new PackSet.Builder();
    private List<ChunkId> batch = new ArrayList<>();
    private boolean isWhole = true;

    private RestorePlan(ChunkReader chunks, Progress progress) {
        this.chunks = chunks;
        this.progress = progress;
    }

    static RestorePlan of(OpenContent content, RestoreSelection selection, Progress progress) throws IOException {
        var plan = new RestorePlan(content.chunks(), progress);
        var entries = content.entries(selection, Losses.OF_DAMAGE);
        for (var entry = entries.next(); entry.isPresent(); entry = entries.next()) {
            progress.at(0); // there may be very many that need no chunks
            if (selection.includes(entry.get().source().path())
                    && entry.get().body().isPresent()) {
                plan.add(entry.get().body().get());
            }
        }
        plan.locate();
        return plan;
    }

    private void add(Body body) throws IOException {
        switch (body) {
            case Body.Inline _ -> {}
            case Body.Chunks file -> add(file.ids());
            case Body.Lists lists -> {
                for (var list : lists.ids()) {
                    addListed(list);
                }
            }
        }
    }

    private void addListed(ChunkId list) throws IOException {
        try {
            add(ListFormat.ids(
                    ManifestReader.bytes(chunks.sequence(List.of(list)).next())));
        } catch (IOException e) {
            ObjectIndex.throwUnlessDamaged(e);
        }
    }

    private void add(List<ChunkId> ids) {
        batch.addAll(ids);
        if (batch.size() >= CHUNKS_AT_ONCE) {
            locate();
        }
    }

    private void locate() {
        progress.at(0);
        var places = chunks.find(batch);
        places.values().forEach(place -> packs.add(place.pack()));
        isWhole &= places.keySet().containsAll(batch);
        batch = new ArrayList<>();
    }

    PackSet packs() {
        return packs.build();
    }

    /** Whether all chunks are anywhere. */
    boolean isWhole() {
        return isWhole;
    }
}
