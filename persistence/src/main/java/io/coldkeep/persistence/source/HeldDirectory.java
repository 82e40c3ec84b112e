package io.coldkeep.persistence.source;

import io.coldkeep.domain.source.ExtendedAttributes;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Objects;

/** A directory that the process holds open: on Linux it then has a name below {@code /proc} that nobody can take away. */
final class HeldDirectory extends OpenDirectory {

    private static final byte[] PARENT = {'.', '.'};
    private static final byte[] ITSELF = {};
    private static final long UNCHANGED = -1;

    private final int descriptor;
    private final Path path;
    private boolean closed;

    private HeldDirectory(int descriptor) {
        this.descriptor = descriptor;
        this.path = pathOf(descriptor);
    }

    static OpenDirectory open(Path path) throws IOException {
        return new HeldDirectory(LinuxCalls.openDirectory(RawName.ofAll(path)));
    }

    private static Path pathOf(int descriptor) {
        return Path.of("/proc/self/fd/" + descriptor);
    }

    private int descriptor() {
        if (closed) {
            throw new IllegalStateException("the directory is closed"); // the number may be another file's by now
        }
        return descriptor;
    }

    @Override
    Path path() {
        descriptor();
        return path;
    }

    @Override
    Object identity() throws IOException {
        return Objects.requireNonNull(
                Files.readAttributes(path(), BasicFileAttributes.class).fileKey());
    }

    @Override
    OpenDirectory child(byte[] name) throws IOException {
        return new HeldDirectory(LinuxCalls.openDirectory(descriptor(), name));
    }

    @Override
    OpenDirectory parent() throws IOException {
        return child(PARENT);
    }

    @Override
    boolean isHeld() {
        return true;
    }

    @Override
    FileStat stat() throws IOException {
        return LinuxCalls.stat(descriptor(), ITSELF);
    }

    @Override
    FileStat stat(byte[] name) throws IOException {
        return LinuxCalls.stat(descriptor(), name);
    }

    @Override
    ReadAttributes extended() {
        return ReadAttributes.of(descriptor());
    }

    @Override
    ReadableFile read(byte[] name) throws IOException {
        var opened = LinuxCalls.openAnything(descriptor(), name);
        try {
            var stat = LinuxCalls.stat(opened, ITSELF);
            if (!stat.isRegularFile()) {
                throw new FileSystemException(path(name).toString(), null, "Not a regular file");
            }
            return HeldFile.of(opened, stat);
        } catch (IOException | RuntimeException e) {
            LinuxCalls.close(opened);
            throw e;
        }
    }

    @Override
    void link(OpenDirectory from, byte[] file, byte[] name) throws IOException {
        LinuxCalls.link(((HeldDirectory) from).descriptor(), file, descriptor(), name);
    }

    @Override
    void setLength(byte[] name, FileChannel file, long length) throws IOException {
        LinuxCalls.setLength(descriptor(), name, length);
    }

    @Override
    boolean setExtended(byte[] name, ExtendedAttributes attributes) throws IOException {
        var opened = LinuxCalls.openAnything(descriptor(), name);
        try {
            var all = true;
            for (var attribute : attributes.all()) {
                all &= LinuxCalls.setAttribute(opened, attribute.name(), attribute.value());
            }
            return all;
        } finally {
            LinuxCalls.close(opened);
        }
    }

    @Override
    byte[] readLink(byte[] name) throws IOException {
        return LinuxCalls.readLink(descriptor(), name);
    }

    @Override
    void makeLink(byte[] name, byte[] target) throws IOException {
        LinuxCalls.makeLink(descriptor(), name, target);
    }

    @Override
    void setMode(byte[] name, int mode) throws IOException {
        LinuxCalls.setMode(descriptor(), name, mode);
    }

    @Override
    void setUser(byte[] name, long uid) throws IOException {
        LinuxCalls.setOwner(descriptor(), name, uid, UNCHANGED);
    }

    @Override
    void setGroup(byte[] name, long gid) throws IOException {
        LinuxCalls.setOwner(descriptor(), name, UNCHANGED, gid);
    }

    @Override
    void setModified(byte[] name, Instant modified) throws IOException {
        LinuxCalls.setModified(descriptor(), name, modified);
    }

    @Override
    boolean renameToFree(byte[] from, byte[] to) throws IOException {
        return LinuxCalls.renameToFree(descriptor(), from, to);
    }

    @Override
    void keepNow(FileChannel file) {
        // keepAll() does it once for all files, which is many times faster than one by one
    }

    @Override
    void keepNow() {
        // likewise
    }

    @Override
    void keepAll() throws IOException {
        LinuxCalls.sync(descriptor());
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            LinuxCalls.close(descriptor);
        }
    }
}
