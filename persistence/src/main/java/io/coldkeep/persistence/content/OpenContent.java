package io.coldkeep.persistence.content;

import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.SourceEntry;
import io.coldkeep.persistence.content.crypto.VaultKeys;
import io.coldkeep.persistence.content.index.ChunkIndex;
import io.coldkeep.persistence.content.index.Content;
import io.coldkeep.persistence.content.manifest.DamagedManifestException;
import io.coldkeep.persistence.content.manifest.Descriptor;
import io.coldkeep.persistence.content.manifest.Root;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** A content that is being read. */
final class OpenContent implements AutoCloseable {

    private final Descriptor descriptor;
    private final ChunkReader chunks;
    private final ChunkReader pages;
    private final Codecs codecs;
    private final Crew crew;
    private final ManifestReader manifest;

    /**
     * @param pages reads the manifest, so that this takes no frame of files from those who need it again
     * @param codecs closed together with this, as are the readers
     */
    private OpenContent(Descriptor descriptor, ChunkReader chunks, ChunkReader pages, Codecs codecs, Crew crew)
            throws IOException {
        this.descriptor = descriptor;
        this.chunks = chunks;
        this.pages = pages;
        this.codecs = codecs;
        this.crew = crew;
        this.manifest = new ManifestReader(pages, descriptor);
    }

    /** Opens a content of a vault with those keys; to be closed. */
    static OpenContent of(Content content, VaultKeys keys, ChunkIndex index, Stores stores, Crew crew)
            throws IOException {
        var codecs = new Codecs(keys);
        var chunks = new ChunkReader(index, stores, content, codecs, crew);
        var pages = new ChunkReader(index, stores, content, codecs, crew);
        try {
            return new OpenContent(descriptor(content, codecs), chunks, pages, codecs, crew);
        } catch (IOException | RuntimeException e) {
            pages.close();
            chunks.close();
            codecs.close();
            throw e;
        }
    }

    static Descriptor descriptor(Content content, Codecs codecs) throws IOException {
        var opened = codecs.with(codec -> codec.open(content.descriptor()));
        var descriptor = Descriptor.of(ManifestReader.bytes(opened.chunks().getFirst()));
        if (!descriptor.id().equals(content.id())) {
            throw new DamagedManifestException("is the descriptor of another content");
        }
        return descriptor;
    }

    Descriptor descriptor() {
        return descriptor;
    }

    ChunkReader chunks() {
        return chunks;
    }

    /** Those who read ahead. */
    Crew crew() {
        return crew;
    }

    /** All pages, in their order. */
    List<Root.PageReference> pages() {
        return manifest.root().pages();
    }

    ManifestReader.Entries entries(Losses losses) {
        return manifest.entries(pages(), losses);
    }

    /** All of it. */
    Walk walk() {
        return new Walk(chunks, entries(Losses.NONE_ALLOWED), any -> true);
    }

    /** What is selected, and the directories on the way there; no other pages are read. */
    Walk walk(RestoreSelection selection, Losses losses) {
        return new Walk(chunks, entries(selection, losses), entry -> isWanted(selection, entry));
    }

    /** The entries of the pages that something is in of what is selected, or of the directories on the way there. */
    ManifestReader.Entries entries(RestoreSelection selection, Losses losses) {
        return manifest.entries(pagesWith(selection), losses);
    }

    private static boolean isWanted(RestoreSelection selection, SourceEntry entry) {
        return selection.includes(entry.path())
                || (entry instanceof SourceEntry.Directory && selection.leadsTo(entry.path()));
    }

    private List<Root.PageReference> pagesWith(RestoreSelection selection) {
        var pages = pages();
        var paths = withParents(selection.items());
        return IntStream.range(0, pages.size())
                .filter(i -> selection.includes(pages.get(i).first())
                        || paths.stream()
                                .anyMatch(path -> pages.get(i).first().compareTo(path) <= 0
                                        && (i + 1 == pages.size()
                                                || path.compareTo(
                                                                pages.get(i + 1).first())
                                                        < 0)))
                .mapToObj(pages::get)
                .toList();
    }

    private static Set<EntryPath> withParents(Set<EntryPath> items) {
        var paths = new HashSet<EntryPath>();
        for (var item : items) {
            var path = item;
            while (paths.add(path) && !path.isRoot()) {
                path = path.parent();
            }
        }
        return paths;
    }

    @Override
    public void close() {
        pages.close();
        chunks.close();
        codecs.close();
    }
}
