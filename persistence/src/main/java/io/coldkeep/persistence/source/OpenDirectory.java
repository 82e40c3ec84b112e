package io.coldkeep.persistence.source;

import io.coldkeep.domain.source.ExtendedAttributes;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A directory that stays the same one even if somebody moves it or puts a link where it was. Names are those of entries in
 * it, as bytes; no method follows a link that bears the name.
 */
abstract sealed class OpenDirectory implements Closeable permits HeldDirectory, NamedDirectory {

    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /** A way to open a directory by its path. */
    @FunctionalInterface
    interface Opener {

        /** Opens the directory; a link as the last name is refused. */
        OpenDirectory open(Path path) throws IOException;
    }

    /** A path that leads to this directory for now. */
    abstract Path path() throws IOException;

    /** What tells this directory from all others. */
    abstract Object identity() throws IOException;

    /** Opens a directory in this one. */
    abstract OpenDirectory child(byte[] name) throws IOException;

    /** Opens the directory that this one is in. */
    abstract OpenDirectory parent() throws IOException;

    /** Whether the process holds it open, which it can do with so many. */
    abstract boolean isHeld();

    /** Opens a regular file for reading; anything else is refused. */
    abstract ReadableFile read(byte[] name) throws IOException;

    /** The extended attributes of this directory. */
    abstract ReadAttributes extended();

    abstract byte[] readLink(byte[] name) throws IOException;

    abstract void makeLink(byte[] name, byte[] target) throws IOException;

    /** Gives a file in that directory another name in this one. */
    abstract void link(OpenDirectory from, byte[] file, byte[] name) throws IOException;

    /** Makes a file that was just written so long, as it can be without space for what is added. */
    abstract void setLength(byte[] name, FileChannel file, long length) throws IOException;

    /**
     * Sets extended attributes of a file or directory.
     *
     * @return whether all of them are set; not every file system has each kind, and not everybody may set it
     */
    abstract boolean setExtended(byte[] name, ExtendedAttributes attributes) throws IOException;

    abstract void setMode(byte[] name, int mode) throws IOException;

    abstract void setUser(byte[] name, long uid) throws IOException;

    abstract void setGroup(byte[] name, long gid) throws IOException;

    abstract void setModified(byte[] name, Instant modified) throws IOException;

    /**
     * Gives an entry a name that is free, which takes no new space.
     *
     * @return whether it is done; not everywhere is there a way to do it in one step
     * @throws java.nio.file.FileAlreadyExistsException when anything has the name
     */
    abstract boolean renameToFree(byte[] from, byte[] to) throws IOException;

    /** Makes a new file durable, unless {@link #keepAll} does it. */
    abstract void keepNow(FileChannel file) throws IOException;

    /** Makes the names in this directory durable, unless {@link #keepAll} does it. */
    abstract void keepNow() throws IOException;

    /** Makes everything durable that was done in this directory and below it since it was opened. */
    abstract void keepAll() throws IOException;

    abstract FileStat stat() throws IOException;

    abstract FileStat stat(byte[] name) throws IOException;

    final Path path(byte[] name) throws IOException {
        return RawName.in(path(), name);
    }

    /** The path of this directory with no link in it. */
    final Path realPath() throws IOException {
        return path().toRealPath();
    }

    /** The names of all entries, in the order of their bytes. */
    final List<byte[]> names() throws IOException {
        var names = new ArrayList<byte[]>();
        try (var entries = Files.newDirectoryStream(path())) {
            entries.forEach(entry -> names.add(RawName.of(entry)));
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        names.sort(Arrays::compareUnsigned);
        return names;
    }

    /** Makes a directory that nobody else can enter. */
    final void makeDirectory(byte[] name) throws IOException {
        Files.createDirectory(path(name), PRIVATE_DIRECTORY);
    }

    /** Makes a file that nobody else can read. */
    final FileChannel makeFile(byte[] name) throws IOException {
        return FileChannel.open(
                path(name),
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                PRIVATE_FILE);
    }

    /** Gives an entry another name; an empty directory that has it is replaced. */
    final void rename(byte[] from, byte[] to) throws IOException {
        Files.move(path(from), path(to), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Deletes a file or an empty directory; fine when there is none. */
    final void delete(byte[] name) throws IOException {
        Files.deleteIfExists(path(name));
    }

    /** Makes the names in this directory durable. */
    final void keepNames() throws IOException {
        try (var self = FileChannel.open(path(), StandardOpenOption.READ)) {
            self.force(true);
        }
    }
}
