package io.coldkeep.persistence.content;

import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.persistence.content.manifest.Descriptor;
import io.coldkeep.persistence.content.manifest.Entry;
import io.coldkeep.persistence.content.manifest.PageFormat;
import io.coldkeep.persistence.content.manifest.Root;
import io.coldkeep.persistence.content.pack.Piece;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Reads a manifest, page by page. */
final class ManifestReader {

    private static final int LOCATED_AT_ONCE = 256;

    private final ChunkReader chunks;
    private final Root root;

    ManifestReader(ChunkReader chunks, Descriptor descriptor) throws IOException {
        this.chunks = chunks;
        var bytes = new ByteArrayOutputStream();
        var pieces = chunks.sequence(descriptor.root());
        for (var i = 0; i < descriptor.root().size(); i++) {
            var piece = pieces.next();
            bytes.write(piece.bytes(), piece.offset(), piece.length());
        }
        root = Root.of(bytes.toByteArray());
    }

    Root root() {
        return root;
    }

    /** The entries of some of the pages, in their order, but of those that are lost. */
    Entries entries(List<Root.PageReference> pages, Losses losses) {
        return new Reading(pages, losses);
    }

    private Optional<EntryPath> behind(Root.PageReference page) {
        var next = root.pages().indexOf(page) + 1;
        return next < root.pages().size() ? Optional.of(root.pages().get(next).first()) : Optional.empty();
    }

    /** Entries, one after the other. */
    @FunctionalInterface
    interface Entries {

        /** The next one; empty behind the last. */
        Optional<Entry> next() throws IOException;
    }

    private final class Reading implements Entries {

        private final List<Root.PageReference> pages;
        private final Losses losses;
        private int located;
        private int read;
        private ChunkReader.Sequence sequence = chunks.none();
        private Iterator<Entry> page = List.<Entry>of().iterator();

        Reading(List<Root.PageReference> pages, Losses losses) {
            this.pages = pages;
            this.losses = losses;
        }

        @Override
        public Optional<Entry> next() throws IOException {
            while (!page.hasNext()) {
                if (read == pages.size()) {
                    return Optional.empty();
                }
                page = nextPage().iterator();
            }
            return Optional.of(page.next());
        }

        private List<Entry> nextPage() throws IOException {
            try {
                return PageFormat.read(bytes(nextPiece()));
            } catch (IOException e) {
                ChunkReader.requireTime(e);
                var lost = pages.get(read - 1);
                losses.page(lost.first(), behind(lost), e);
                return List.of();
            }
        }

        private Piece nextPiece() throws IOException {
            if (read == located) {
                var to = Math.min(pages.size(), located + LOCATED_AT_ONCE);
                sequence = chunks.sequence(pages.subList(located, to).stream()
                        .map(Root.PageReference::page)
                        .toList());
                located = to;
            }
            read++;
            return sequence.next();
        }
    }

    static byte[] bytes(Piece piece) {
        return Arrays.copyOfRange(piece.bytes(), piece.offset(), piece.offset() + piece.length());
    }
}
