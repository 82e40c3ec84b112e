package io.coldkeep.persistence.content.manifest;

import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.source.EntryAttributes;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.FileStamp;
import io.coldkeep.domain.source.LinkTarget;
import io.coldkeep.domain.source.SourceEntry;
import io.coldkeep.persistence.content.index.ChunkId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The bytes of a page: a version, then entries in the order of the tree, each path without what it shares with the one before. */
public final class PageFormat {

    private static final int VERSION = 1;
    private static final int DIRECTORY = 0;
    private static final int FILE = 1;
    private static final int LINK = 2;
    private static final int INLINE = 0;
    private static final int CHUNKS = 1;
    private static final int LISTS = 2;

    private PageFormat() {}

    /** Writes a page. */
    static final class Writer {

        private final Wire.Writer to = new Wire.Writer().number(VERSION);
        private byte[] last = new byte[0];
        private int entries;

        void add(Entry entry) {
            switch (entry.source()) {
                case SourceEntry.Directory directory -> begin(DIRECTORY, directory);
                case SourceEntry.SymbolicLink link -> {
                    begin(LINK, link);
                    to.bytes(link.target().bytes());
                }
                case SourceEntry.RegularFile file -> {
                    begin(FILE, file);
                    to.number(file.size());
                    stamp(file.stamp());
                    body(entry.body().orElseThrow());
                }
            }
            to.number(0); // no more attributes: room for later versions
            entries++;
        }

        private void begin(int type, SourceEntry entry) {
            var path = entry.path().bytes();
            var shared = Math.max(0, Arrays.mismatch(last, path));
            var attributes = entry.attributes();
            to.number(type)
                    .number(shared)
                    .bytes(path, shared, path.length - shared)
                    .number(attributes.mode())
                    .number(attributes.uid())
                    .number(attributes.gid())
                    .instant(attributes.modified());
            last = path;
        }

        private void stamp(Optional<FileStamp> stamp) {
            to.number(stamp.isPresent() ? 1 : 0);
            stamp.ifPresent(known -> to.number(known.inode()).instant(known.changed()));
        }

        private void body(Body body) {
            switch (body) {
                case Body.Inline inline -> to.number(INLINE).bytes(inline.bytes());
                case Body.Chunks chunks -> ids(CHUNKS, chunks.ids());
                case Body.Lists lists -> ids(LISTS, lists.ids());
            }
        }

        private void ids(int kind, List<ChunkId> ids) {
            to.number(kind).number(ids.size());
            ids.forEach(id -> to.raw(id.bytes()));
        }

        int size() {
            return to.size();
        }

        int entries() {
            return entries;
        }

        byte[] toBytes() {
            return to.toBytes();
        }
    }

    /** @throws DamagedManifestException when these are not the bytes of a page */
    public static List<Entry> read(byte[] page) throws DamagedManifestException {
        var from = new Wire.Reader(page);
        if (from.number() != VERSION) {
            throw new DamagedManifestException("is a page of an unknown version");
        }
        var entries = new ArrayList<Entry>();
        var last = new byte[0];
        while (!from.isAtEnd()) {
            var entry = entry(from, last);
            last = entry.source().path().bytes();
            entries.add(entry);
        }
        return entries;
    }

    private static Entry entry(Wire.Reader from, byte[] last) throws DamagedManifestException {
        var type = from.number();
        var path = path(from, last);
        var attributes = new EntryAttributes(from.number(07777), from.number(), from.number(), from.instant());
        Entry entry;
        if (type == DIRECTORY) {
            entry = new Entry(new SourceEntry.Directory(path, attributes), Optional.empty());
        } else if (type == LINK) {
            entry = new Entry(
                    new SourceEntry.SymbolicLink(path, attributes, new LinkTarget(from.bytes())), Optional.empty());
        } else if (type == FILE) {
            entry = new Entry(
                    new SourceEntry.RegularFile(path, attributes, from.number(), stamp(from)), Optional.of(body(from)));
        } else {
            throw new DamagedManifestException("has an entry of an unknown type");
        }
        if (from.number() != 0) {
            throw new DamagedManifestException("has an entry with unknown attributes");
        }
        return entry;
    }

    private static EntryPath path(Wire.Reader from, byte[] last) throws DamagedManifestException {
        var shared = from.number(last.length);
        var rest = from.bytes();
        var path = Arrays.copyOf(last, shared + rest.length);
        System.arraycopy(rest, 0, path, shared, rest.length);
        try {
            return EntryPath.of(path);
        } catch (RuleBroken e) {
            throw new DamagedManifestException("has a path that is none", e);
        }
    }

    private static Optional<FileStamp> stamp(Wire.Reader from) throws DamagedManifestException {
        return from.number(1) == 0 ? Optional.empty() : Optional.of(new FileStamp(from.number(), from.instant()));
    }

    private static Body body(Wire.Reader from) throws DamagedManifestException {
        return switch (from.number(LISTS)) {
            case INLINE -> new Body.Inline(from.bytes());
            case CHUNKS -> new Body.Chunks(ids(from));
            default -> new Body.Lists(ids(from));
        };
    }

    private static List<ChunkId> ids(Wire.Reader from) throws DamagedManifestException {
        return ids(from, from.count(ChunkId.LENGTH));
    }

    static List<ChunkId> ids(Wire.Reader from, int count) throws DamagedManifestException {
        var ids = new ArrayList<ChunkId>(count);
        for (var i = 0; i < count; i++) {
            ids.add(ChunkId.of(from.raw(ChunkId.LENGTH)));
        }
        return ids;
    }
}
