package io.coldkeep.persistence.content;

import io.coldkeep.domain.source.FileContent;
import io.coldkeep.domain.source.SourceEntry;
import io.coldkeep.persistence.content.index.ChunkId;
import io.coldkeep.persistence.content.manifest.Body;
import io.coldkeep.persistence.content.manifest.Entry;
import io.coldkeep.persistence.content.manifest.ListFormat;
import io.coldkeep.persistence.content.pack.Piece;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Goes through the entries of a manifest that are wanted, and gives the content of those that are asked for it. */
final class Walk {

    private static final int CHUNKS_AT_ONCE = 2048;
    private static final int ENTRIES_AT_ONCE = 16_384;
    private static final int WEIGHT_AT_ONCE = 4 << 20;
    private static final int CHUNKS_OF_SHORT = 8;

    private final ChunkReader chunks;
    private final ManifestReader.Entries entries;
    private final Predicate<SourceEntry> wanted;
    private final Deque<Entry> group = new ArrayDeque<>();
    private ChunkReader.Sequence sequence;
    private int unread;
    private Optional<Entry> current = Optional.empty();

    Walk(ChunkReader chunks, ManifestReader.Entries entries, Predicate<SourceEntry> wanted) {
        this.chunks = chunks;
        this.entries = entries;
        this.wanted = wanted;
        this.sequence = chunks.none();
    }

    /** The next entry; empty behind the last. */
    Optional<Entry> next() throws IOException {
        sequence.skip(unread);
        if (group.isEmpty()) {
            fill();
        }
        current = Optional.ofNullable(group.pollFirst());
        unread = current.flatMap(Entry::body)
                .map(body -> body instanceof Body.Chunks listed ? listed.ids().size() : 0)
                .orElse(0);
        return current;
    }

    private void fill() throws IOException {
        var ids = new ArrayList<ChunkId>();
        var weight = 0L;
        while (ids.size() < CHUNKS_AT_ONCE && group.size() < ENTRIES_AT_ONCE && weight < WEIGHT_AT_ONCE) {
            var entry = entries.next();
            if (entry.isEmpty()) {
                break;
            }
            if (wanted.test(entry.get().source())) {
                group.addLast(entry.get());
                weight += entry.get().weight();
                if (entry.get().body().orElse(null) instanceof Body.Chunks listed) {
                    ids.addAll(listed.ids());
                }
            }
        }
        sequence = chunks.sequence(ids);
    }

    /** The content of the file that {@link #next} has just given; to be read before that is called again. */
    FileContent content() {
        return content(current.orElseThrow(), this::nextChunk);
    }

    /** Whether the file that {@link #next} has just given is so short that nothing of it has to be read ahead. */
    boolean isShort() {
        return unread <= CHUNKS_OF_SHORT
                && current.flatMap(Entry::body)
                        .filter(body -> !(body instanceof Body.Lists))
                        .isPresent();
    }

    /** About how many bytes the entry has that {@link #next} has just given. */
    int weight() {
        return current.orElseThrow().weight();
    }

    /** Answers the content of the short file that {@link #next} has just given, whenever and in whatever thread it is asked. */
    Supplier<FileContent> contentLater() {
        var entry = current.orElseThrow();
        var pieces = sequence.take(unread);
        unread = 0;
        return () -> {
            var left = pieces.iterator();
            return content(entry, () -> left.hasNext() ? Optional.of(chunks.chunk(left.next())) : Optional.empty());
        };
    }

    private FileContent content(Entry entry, PieceInput.Pieces pieces) {
        return entry.isSparse() && entry.source() instanceof SourceEntry.RegularFile file
                ? new SparseContent(bytes(entry, pieces), file.size())
                : FileContent.of(bytes(entry, pieces));
    }

    private InputStream bytes(Entry entry, PieceInput.Pieces pieces) {
        return switch (entry.body().orElseThrow()) {
            case Body.Inline inline -> new ByteArrayInputStream(inline.bytes());
            case Body.Chunks _ -> new PieceInput(pieces);
            case Body.Lists lists -> new PieceInput(new Listed(lists.ids().iterator()));
        };
    }

    private Optional<Piece> nextChunk() throws IOException {
        if (unread == 0) {
            return Optional.empty();
        }
        unread--;
        return Optional.of(sequence.next());
    }

    /** The chunks that are listed in chunks. */
    private final class Listed implements PieceInput.Pieces {

        private final Iterator<ChunkId> lists;
        private ChunkReader.Sequence listed = chunks.none();

        Listed(Iterator<ChunkId> lists) {
            this.lists = lists;
        }

        @Override
        public Optional<Piece> next() throws IOException {
            while (!listed.hasNext()) {
                if (!lists.hasNext()) {
                    return Optional.empty();
                }
                var list = chunks.sequence(List.of(lists.next())).next();
                listed = chunks.sequence(ListFormat.ids(ManifestReader.bytes(list)));
            }
            return Optional.of(listed.next());
        }
    }
}
