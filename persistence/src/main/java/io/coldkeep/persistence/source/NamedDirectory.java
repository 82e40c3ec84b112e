package io.coldkeep.persistence.source;

import io.coldkeep.domain.source.ExtendedAttributes;
import io.coldkeep.domain.source.FileContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * A directory by its path, where the system offers nothing better. Before each use it is looked at again, and refused
 * when it is another one; what changes between the look and the use stays unseen.
 */
final class NamedDirectory extends OpenDirectory {

    private final Path path;
    private final Object identity;

    private NamedDirectory(Path path) throws IOException {
        this.path = path;
        this.identity = identityOf(path);
    }

    static OpenDirectory open(Path path) throws IOException {
        return new NamedDirectory(path.toAbsolutePath());
    }

    private static Object identityOf(Path path) throws IOException {
        var attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isDirectory()) {
            throw new NotDirectoryException(path.toString());
        }
        return Objects.requireNonNull(attributes.fileKey());
    }

    @Override
    Path path() throws IOException {
        if (!identityOf(path).equals(identity)) {
            throw new FileSystemException(path.toString(), null, "The directory was replaced");
        }
        return path;
    }

    @Override
    Object identity() {
        return identity;
    }

    @Override
    OpenDirectory child(byte[] name) throws IOException {
        return new NamedDirectory(path(name));
    }

    @Override
    OpenDirectory parent() throws IOException {
        return new NamedDirectory(Objects.requireNonNull(path().getParent()));
    }

    @Override
    boolean isHeld() {
        return false;
    }

    @Override
    FileStat stat() throws IOException {
        return FileStat.of(path());
    }

    @Override
    FileStat stat(byte[] name) throws IOException {
        return FileStat.of(path(name), LinkOption.NOFOLLOW_LINKS);
    }

    /** Java can only read them by names that are text. */
    @Override
    ReadAttributes extended() {
        return ReadAttributes.NONE;
    }

    @Override
    ReadableFile read(byte[] name) throws IOException {
        if (!stat(name).isRegularFile()) {
            throw new FileSystemException(path(name).toString(), null, "Not a regular file");
        }
        var file = path(name);
        var bytes = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
        return new ReadableFile() {
            @Override
            public FileStat stat() throws IOException {
                return FileStat.of(file, LinkOption.NOFOLLOW_LINKS);
            }

            @Override
            public ReadAttributes extended() {
                return ReadAttributes.NONE;
            }

            @Override
            public FileContent content() {
                return FileContent.of(bytes);
            }

            @Override
            public void close() throws IOException {
                bytes.close();
            }
        };
    }

    @Override
    void link(OpenDirectory from, byte[] file, byte[] name) throws IOException {
        Files.createLink(path(name), from.path(file));
    }

    @Override
    void setLength(byte[] name, FileChannel file, long length) throws IOException {
        file.write(ByteBuffer.wrap(new byte[1]), length - 1);
    }

    @Override
    boolean setExtended(byte[] name, ExtendedAttributes attributes) {
        return false;
    }

    @Override
    byte[] readLink(byte[] name) throws IOException {
        return RawName.ofAll(Files.readSymbolicLink(path(name)));
    }

    /** Loses a slash at the end of the target and doubled ones, which change nothing about where it points. */
    @Override
    void makeLink(byte[] name, byte[] target) throws IOException {
        var absolute = RawName.absolute(target);
        Files.createSymbolicLink(
                path(name), target[0] == '/' ? absolute : absolute.subpath(0, absolute.getNameCount()));
    }

    @Override
    void setMode(byte[] name, int mode) throws IOException {
        if (stat(name).isLink()) {
            throw new FileSystemException(path(name).toString(), null, "A link has no mode");
        }
        Files.setAttribute(path(name), "unix:mode", mode); // not to follow links, Java would have to read the file
    }

    @Override
    void setUser(byte[] name, long uid) throws IOException {
        Files.setAttribute(path(name), "unix:uid", (int) uid, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    void setGroup(byte[] name, long gid) throws IOException {
        Files.setAttribute(path(name), "unix:gid", (int) gid, LinkOption.NOFOLLOW_LINKS);
    }

    /** Loses the fraction of a second of times before 1970, which Java cannot set. */
    @Override
    void setModified(byte[] name, Instant modified) throws IOException {
        var settable = modified.getEpochSecond() < 0 ? modified.truncatedTo(ChronoUnit.SECONDS) : modified;
        Files.getFileAttributeView(path(name), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setTimes(FileTime.from(settable), null, null);
    }

    @Override
    boolean renameToFree(byte[] from, byte[] to) {
        return false; // Java's renames replace what has the name
    }

    @Override
    void keepNow(FileChannel file) throws IOException {
        file.force(true);
    }

    @Override
    void keepNow() throws IOException {
        keepNames();
    }

    @Override
    void keepAll() throws IOException {
        keepNames(); // all else was kept one by one
    }

    @Override
    public void close() {
        // nothing is held
    }
}
