package io.coldkeep.persistence.content.manifest;

import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.persistence.content.index.ChunkId;
import java.util.ArrayList;
import java.util.List;

/** The pages of a manifest, in the order of the tree. */
public record Root(List<PageReference> pages) {

    private static final int VERSION = 1;

    /** @param first the path of its first entry */
    public record PageReference(EntryPath first, ChunkId page) {}

    public byte[] bytes() {
        var to = new Wire.Writer().number(VERSION).number(pages.size());
        for (var page : pages) {
            to.bytes(page.first.bytes()).raw(page.page.bytes());
        }
        return to.toBytes();
    }

    /** @throws DamagedManifestException when these are not the bytes of a root */
    public static Root of(byte[] bytes) throws DamagedManifestException {
        var from = new Wire.Reader(bytes);
        if (from.number() != VERSION) {
            throw new DamagedManifestException("is a root of an unknown version");
        }
        var count = from.count(ChunkId.LENGTH);
        var pages = new ArrayList<PageReference>(count);
        for (var i = 0; i < count; i++) {
            pages.add(new PageReference(path(from.bytes()), ChunkId.of(from.raw(ChunkId.LENGTH))));
        }
        if (!from.isAtEnd()) {
            throw new DamagedManifestException("goes on behind its root");
        }
        return new Root(pages);
    }

    private static EntryPath path(byte[] bytes) throws DamagedManifestException {
        try {
            return EntryPath.of(bytes);
        } catch (RuleBroken e) {
            throw new DamagedManifestException("has a path that is none", e);
        }
    }
}
