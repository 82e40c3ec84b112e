package io.coldkeep.persistence.source;

import io.coldkeep.domain.source.EntryAttributes;
import io.coldkeep.domain.source.FileStamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/** What the system says of one file, of whatever type. */
record FileStat(int mode, long uid, long gid, Instant modified, long size, FileStamp stamp) {

    private static final int PERMISSIONS = 07777;
    private static final int TYPE = 0170000;
    private static final int DIRECTORY = 0040000;
    private static final int REGULAR = 0100000;
    private static final int LINK = 0120000;
    private static final long UNSIGNED_INT = 0xffffffffL;

    static FileStat of(Path path, LinkOption... links) throws IOException {
        return of(Files.readAttributes(path, "unix:mode,uid,gid,size,lastModifiedTime,ino,ctime", links));
    }

    private static FileStat of(Map<String, ?> attributes) {
        return new FileStat(
                (int) number(attributes, "mode"),
                number(attributes, "uid") & UNSIGNED_INT,
                number(attributes, "gid") & UNSIGNED_INT,
                instant(attributes, "lastModifiedTime"),
                number(attributes, "size"),
                new FileStamp(number(attributes, "ino"), instant(attributes, "ctime")));
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

    EntryAttributes attributes() {
        return new EntryAttributes(permissions(), uid, gid, modified);
    }
}
