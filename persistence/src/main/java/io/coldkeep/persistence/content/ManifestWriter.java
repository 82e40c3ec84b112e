package io.coldkeep.persistence.content;

import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.SourceEntry;
import io.coldkeep.persistence.content.index.ChunkId;
import io.coldkeep.persistence.content.index.ChunkPlace;
import io.coldkeep.persistence.content.index.Content;
import io.coldkeep.persistence.content.index.ContentIndex;
import io.coldkeep.persistence.content.index.PackSet;
import io.coldkeep.persistence.content.index.Session;
import io.coldkeep.persistence.content.manifest.Body;
import io.coldkeep.persistence.content.manifest.Entry;
import io.coldkeep.persistence.content.manifest.ListFormat;
import io.coldkeep.persistence.content.manifest.PageWriter;
import io.coldkeep.persistence.content.manifest.Root;
import io.coldkeep.persistence.content.pack.FrameCodec;
import io.coldkeep.persistence.content.pack.PackOutput;
import io.coldkeep.persistence.content.pack.Piece;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes the pages of a manifest, those that the store does not have, and knows which packs all of them need. */
final class ManifestWriter {

    private static final int ROOT_PIECE = 1 << 20;

    private final ContentIndex index;
    private final Session session;
    private final Optional<Content> previous;
    private final PackOutput packs;
    private final FrameCodec codec;
    private final List<Root.PageReference> pages = new ArrayList<>();
    private final PackSet.Builder needs = new PackSet.Builder();
    private PageWriter page = new PageWriter();
    private PackSet.Builder pageNeeds = new PackSet.Builder();
    private Set<ChunkId> unresolved = new HashSet<>();
    private Optional<EntryPath> first = Optional.empty();
    private long entries;
    private long logicalBytes;

    /** @param previous that of the backup before, whose entries may be added again */
    ManifestWriter(
            ContentIndex index, Session session, Optional<Content> previous, PackOutput packs, FrameCodec codec) {
        this.previous = previous;
        this.index = index;
        this.session = session;
        this.packs = packs;
        this.codec = codec;
    }

    long entries() {
        return entries;
    }

    long logicalBytes() {
        return logicalBytes;
    }

    /** Adds an entry whose chunks are in those packs. */
    void add(Entry entry, PackSet in) throws IOException {
        pageNeeds.add(in);
        write(entry);
    }

    /** Adds an entry as the manifest of the backup before has it. */
    void addAgain(Entry entry) throws IOException {
        switch (entry.body().orElse(new Body.Inline(new byte[0]))) {
            case Body.Inline _ -> {}
            case Body.Chunks chunks -> unresolved.addAll(chunks.ids());
            case Body.Lists lists -> unresolved.addAll(lists.ids());
        }
        write(entry);
    }

    private void write(Entry entry) throws IOException {
        if (first.isEmpty()) {
            first = Optional.of(entry.source().path());
        }
        page.add(entry);
        entries++;
        if (entry.source() instanceof SourceEntry.RegularFile file) {
            logicalBytes += file.size();
        }
        if (page.isFull(entry)) {
            endPage();
        }
    }

    private void endPage() throws IOException {
        if (first.isEmpty()) {
            return;
        }
        var bytes = page.toBytes();
        var id = codec.id(Piece.of(bytes));
        var place = find(id);
        if (place.isEmpty()) {
            resolve();
            place = Optional.of(write(bytes, id, pageNeeds.build()));
        }
        needs.add(place.get().pack()).add(place.get().needs());
        pages.add(new Root.PageReference(first.get(), id));
        page = new PageWriter();
        pageNeeds = new PackSet.Builder();
        unresolved = new HashSet<>();
        first = Optional.empty();
    }

    private Optional<ChunkPlace> find(ChunkId id) {
        var known = packs.find(id);
        return known.isPresent()
                ? known
                : Optional.ofNullable(index.find(session, List.of(id)).get(id));
    }

    /** Finds out where the chunks are that came from another manifest, doomed ones as well: the commit keeps them. */
    private void resolve() throws IOException {
        if (unresolved.isEmpty()) {
            return;
        }
        var found = index.locate(previous.orElseThrow(), unresolved);
        found.values().forEach(place -> pageNeeds.add(place.pack()).add(place.needs()));
        if (found.size() < unresolved.size()) {
            throw new IOException("The index has lost chunks of the backup that this one builds on.");
        }
    }

    private ChunkPlace write(byte[] bytes, ChunkId id, PackSet itsNeeds) throws IOException {
        return packs.add(codec.seal(List.of(Piece.of(bytes))), List.of(id), List.of(itsNeeds), codec)
                .getFirst();
    }

    /** Keeps ids of chunks in a chunk of their own, and answers which and all that it needs. */
    IndexedList list(Collection<ChunkId> ids, PackSet in) throws IOException {
        var bytes = ListFormat.bytes(ids);
        var id = codec.id(Piece.of(bytes));
        var place = find(id);
        if (place.isEmpty()) {
            place = Optional.of(write(bytes, id, in));
        }
        return new IndexedList(
                id,
                new PackSet.Builder()
                        .add(place.get().pack())
                        .add(place.get().needs())
                        .build());
    }

    /** A chunk with ids of chunks, and the packs that it and they are in. */
    record IndexedList(ChunkId id, PackSet needs) {}

    /** Ends the last page and keeps the root; answers its chunks. */
    List<ChunkId> finish() throws IOException {
        endPage();
        var root = new Root(pages).bytes();
        var ids = new ArrayList<ChunkId>();
        for (var from = 0; from < root.length; from += ROOT_PIECE) {
            var piece = Arrays.copyOfRange(root, from, Math.min(root.length, from + ROOT_PIECE));
            var id = codec.id(Piece.of(piece));
            var place = find(id);
            needs.add(
                    place.isPresent()
                            ? place.get().pack()
                            : write(piece, id, PackSet.NONE).pack());
            ids.add(id);
        }
        return ids;
    }

    /** All packs that the manifest and what it lists is in, when it is finished. */
    PackSet needs() {
        return needs.build();
    }
}
