package io.coldkeep.persistence.content;

import io.coldkeep.domain.source.FileStamp;
import io.coldkeep.domain.source.SourceEntry;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of files that have several names, while more of those may come. It takes up to {@value #MOST_BYTES} bytes, enough
 * for a hundred thousand files; what does not fit in is forgotten at once, and the names are taken for files of their own. So are
 * names between which the file was changed.
 */
final class SeveralNames<T> {

    static final int MOST_BYTES = 32 << 20;

    /** What one takes besides what is known of it. */
    private static final int OVERHEAD = 256;

    private final Map<SameFile, Known<T>> files = new HashMap<>();
    private long bytes;

    /** A file and its state. */
    private record SameFile(long device, long inode, long size, Instant modified, Optional<FileStamp> stamp) {

        static Optional<SameFile> of(SourceEntry.RegularFile file) {
            return file.names()
                    .map(names -> new SameFile(
                            names.device(),
                            names.inode(),
                            file.size(),
                            file.attributes().modified(),
                            file.stamp()));
        }
    }

    private static final class Known<T> {

        private final T what;
        private final long bytes;
        private long namesLeft;

        Known(T what, long bytes, long namesLeft) {
            this.what = what;
            this.bytes = bytes;
            this.namesLeft = namesLeft;
        }
    }

    /** What is known of the file that has this name, too. */
    Optional<T> find(SourceEntry.RegularFile name) {
        var file = SameFile.of(name);
        var known = file.map(files::get);
        known.ifPresent(found -> {
            found.namesLeft--;
            if (found.namesLeft <= 0) {
                files.remove(file.orElseThrow());
                bytes -= found.bytes;
            }
        });
        return known.map(found -> found.what);
    }

    /**
     * Remembers what is known by the first name of a file, if it has more.
     *
     * @param size bytes that it takes
     */
    void add(SourceEntry.RegularFile name, T what, long size) {
        var file = SameFile.of(name);
        var needed = OVERHEAD + size;
        if (file.isPresent() && needed <= MOST_BYTES - bytes && !files.containsKey(file.get())) {
            files.put(
                    file.get(),
                    new Known<>(what, needed, name.names().orElseThrow().count() - 1));
            bytes += needed;
        }
    }
}
