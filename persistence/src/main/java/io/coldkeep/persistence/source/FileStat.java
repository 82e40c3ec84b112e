package io.coldkeep.persistence.source;

import io.coldkeep.domain.source.EntryAttributes;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.FileNames;
import io.coldkeep.domain.source.FileStamp;
import io.coldkeep.domain.source.SourceEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the system says of one file, of whatever type.
 *
 * @param names how many it has
 * @param allocated bytes that it takes on the disk; those of its size where that is not known
 */
record FileStat(
        int mode,
        long uid,
        long gid,
        Instant modified,
        long size,
        FileStamp stamp,
        long device,
        long names,
        long allocated) {

    private static final int PERMISSIONS = 07777;
    private static final int TYPE = 0170000;
    private static final int DIRECTORY = 0040000;
    private static final int REGULAR = 0100000;
    private static final int LINK = 0120000;
    private static final long UNSIGNED_INT = 0xffffffffL;

    static FileStat of(Path path, LinkOption... links) throws IOException {
        return of(Files.readAttributes(path, "unix:mode,uid,gid,size,lastModifiedTime,ino,ctime,dev,nlink", links));
    }

    private static FileStat of(Map<String, ?> attributes) {
        return new FileStat(
                (int) number(attributes, "mode"),
                number(attributes, "uid") & UNSIGNED_INT,
                number(attributes, "gid") & UNSIGNED_INT,
                instant(attributes, "lastModifiedTime"),
                number(attributes, "size"),
                new FileStamp(number(attributes, "ino"), instant(attributes, "ctime")),
                number(attributes, "dev"),
                number(attributes, "nlink"),
                number(attributes, "size"));
    }

    private static Instant instant(Map<String, ?> attributes, String name) {
        return ((FileTime) Objects.requireNonNull(attributes.get(name))).toInstant();
    }

    private static long number(Map<String, ?> attributes, String name) {
        return ((Number) Objects.requireNonNull(attributes.get(name))).longValue();
    }

    boolean isDirectory() {
        return (mode & TYPE) == DIRECTORY;
    }

    boolean isRegularFile() {
        return (mode & TYPE) == REGULAR;
    }

    boolean isLink() {
        return (mode & TYPE) == LINK;
    }

    int permissions() {
        return mode & PERMISSIONS;
    }

    /** Whether it has so much less than its size on the disk that there must be holes in it. */
    boolean isSparse() {
        return allocated < size;
    }

    /** The entry of a regular file, in a tree whose root is on that device. */
    SourceEntry.RegularFile file(EntryPath path, long rootDevice) {
        var hardLinks = names > 1
                ? Optional.of(new FileNames(device == rootDevice ? 0 : device, stamp.inode(), names))
                : Optional.<FileNames>empty();
        return new SourceEntry.RegularFile(path, attributes(), size, Optional.of(stamp), hardLinks);
    }

    EntryAttributes attributes() {
        return new EntryAttributes(permissions(), uid, gid, modified);
    }
}
