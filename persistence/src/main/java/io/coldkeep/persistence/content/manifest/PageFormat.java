package io.coldkeep.persistence.content.manifest;

import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.source.EntryAttributes;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.ExtendedAttribute;
import io.coldkeep.domain.source.ExtendedAttributes;
import io.coldkeep.domain.source.FileNames;
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
    private static final int SPARSE = 3;
    private static final int LEAST_ATTRIBUTE = 3; // a name of one byte and no value, each behind its length

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
                    names(file.names());
                    body(entry.body().orElseThrow(), entry.isSparse() ? SPARSE : 0);
                }
            }
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
            var extended = attributes.extended().all();
            to.number(extended.size());
            extended.forEach(attribute -> to.bytes(attribute.name()).bytes(attribute.value()));
            last = path;
        }

        private void stamp(Optional<FileStamp> stamp) {
            to.number(stamp.isPresent() ? 1 : 0);
            stamp.ifPresent(known -> to.number(known.inode()).instant(known.changed()));
        }

        private void names(Optional<FileNames> names) {
            to.number(names.map(FileNames::count).orElse(1L));
            names.ifPresent(several -> to.number(several.device()).number(several.inode()));
        }

        private void body(Body body, int sparse) {
            switch (body) {
                case Body.Inline inline -> to.number(INLINE + sparse).bytes(inline.bytes());
                case Body.Chunks chunks -> ids(CHUNKS + sparse, chunks.ids());
                case Body.Lists lists -> ids(LISTS + sparse, lists.ids());
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
        var attributes =
                new EntryAttributes(from.number(07777), from.number(), from.number(), from.instant(), extended(from));
        if (type == DIRECTORY) {
            return Entry.of(new SourceEntry.Directory(path, attributes));
        }
        if (type == LINK) {
            return Entry.of(new SourceEntry.SymbolicLink(path, attributes, new LinkTarget(from.bytes())));
        }
        if (type == FILE) {
            var file = new SourceEntry.RegularFile(path, attributes, size(from), stamp(from), names(from));
            var kind = from.number(LISTS + SPARSE);
            return new Entry(file, Optional.of(body(from, kind % SPARSE)), kind >= SPARSE);
        }
        throw new DamagedManifestException("has an entry of an unknown type");
    }

    private static ExtendedAttributes extended(Wire.Reader from) throws DamagedManifestException {
        var count = from.count(LEAST_ATTRIBUTE);
        if (count == 0) {
            return ExtendedAttributes.NONE;
        }
        var all = new ArrayList<ExtendedAttribute>();
        try {
            for (var i = 0; i < count; i++) {
                all.add(new ExtendedAttribute(
                        from.bytes(ExtendedAttribute.MAX_NAME), from.bytes(ExtendedAttribute.MAX_VALUE)));
            }
            return new ExtendedAttributes(all);
        } catch (IllegalArgumentException e) {
            throw new DamagedManifestException("has extended attributes that are none", e);
        }
    }

    private static long size(Wire.Reader from) throws DamagedManifestException {
        var size = from.number();
        if (size < 0) {
            throw new DamagedManifestException("has a size beyond the limits");
        }
        return size;
    }

    private static Optional<FileNames> names(Wire.Reader from) throws DamagedManifestException {
        var count = from.number();
        if (count == 1) {
            return Optional.empty();
        }
        if (count < 1) {
            throw new DamagedManifestException("has a file without a name");
        }
        return Optional.of(new FileNames(from.number(), from.number(), count));
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

    private static Body body(Wire.Reader from, int kind) throws DamagedManifestException {
        return switch (kind) {
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
