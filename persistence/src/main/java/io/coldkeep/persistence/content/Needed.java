package io.coldkeep.persistence.content;

import io.coldkeep.persistence.content.index.ChunkId;
import io.coldkeep.persistence.content.index.Content;
import io.coldkeep.persistence.content.index.IndexedChunk;
import io.coldkeep.persistence.content.index.Pack;
import io.coldkeep.persistence.content.manifest.Body;
import io.coldkeep.persistence.content.manifest.ListFormat;
import io.coldkeep.persistence.content.manifest.PageFormat;
import io.coldkeep.persistence.content.manifest.Root;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;

/**
 * What contents need of the packs that they are in, by all of their manifests, each piece of which is read once: pieces of
 * manifests exactly, and chunks of files but for a few that are taken to be needed though they are not.
 */
final class Needed {

    private static final int PIECES_AT_ONCE = 256;

    private final ChunkFilter chunks;
    private final FrameSet pieces = new FrameSet();
    private final List<Content> contents = new ArrayList<>();

    Needed(ChunkFilter chunks) {
        this.chunks = chunks;
    }

    /**
     * Adds what a content needs.
     *
     * @throws IOException when a piece of its manifest cannot be read; the content is not among those that were considered
     */
    void add(Content content, OpenContent open) throws IOException {
        var reader = open.chunks();
        for (var piece : reader.locate(open.descriptor().root()).values()) {
            pieces.add(piece);
        }
        addPieces(
                open.pages().stream().map(Root.PageReference::page).toList(), reader, bytes -> addPage(bytes, reader));
        contents.add(content);
    }

    /** What a piece of a manifest lists. */
    @FunctionalInterface
    private interface Listed {
        void add(byte[] piece) throws IOException;
    }

    /** A piece is added behind all that it lists. */
    private void addPieces(List<ChunkId> ids, ChunkReader reader, Listed listed) throws IOException {
        for (var from = 0; from < ids.size(); from += PIECES_AT_ONCE) {
            var some = ids.subList(from, Math.min(ids.size(), from + PIECES_AT_ONCE));
            var places = new HashMap<>(reader.locate(some));
            places.values().removeIf(pieces::has);
            var fresh = some.stream().distinct().filter(places::containsKey).toList();
            var reading = reader.sequence(fresh);
            for (var id : fresh) {
                listed.add(ManifestReader.bytes(reading.next()));
                pieces.add(Objects.requireNonNull(places.get(id)));
            }
        }
    }

    private void addPage(byte[] page, ChunkReader reader) throws IOException {
        for (var entry : PageFormat.read(page)) {
            switch (entry.body().orElse(new Body.Inline(new byte[0]))) {
                case Body.Inline _ -> {}
                case Body.Chunks file -> file.ids().forEach(chunks::add);
                case Body.Lists lists ->
                    addPieces(lists.ids(), reader, list -> ListFormat.ids(list).forEach(chunks::add));
            }
        }
    }

    /** Whether a chunk in a pack of that kind is needed there. */
    boolean has(Pack.Kind kind, IndexedChunk chunk) {
        return switch (kind) {
            case DATA -> chunks.mayHave(chunk.id());
            case META -> pieces.has(chunk.place());
        };
    }

    /** The contents all of whose needs are known. */
    Collection<Content> contents() {
        return contents;
    }
}
