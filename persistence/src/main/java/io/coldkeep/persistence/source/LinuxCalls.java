package io.coldkeep.persistence.source;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.coldkeep.domain.source.ExtendedAttribute;
import io.coldkeep.domain.source.FileStamp;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The calls of Linux for which Java has no name: those that take a directory that is held open and the name of an entry in
 * it. Nothing here follows a link.
 */
final class LinuxCalls {

    private static final String ARCHITECTURE = System.getProperty("os.arch", "");
    private static final boolean ARM = ARCHITECTURE.equals("aarch64");

    private static final int AT_FDCWD = -100;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int O_RDONLY = 0;
    private static final int O_WRONLY = 1;
    private static final int O_NONBLOCK = 0x800;
    private static final int O_CLOEXEC = 0x80000;
    private static final int O_DIRECTORY = ARM ? 0x4000 : 0x10000;
    private static final int O_NOFOLLOW = ARM ? 0x8000 : 0x20000;
    private static final int O_PATH = 0x200000;
    private static final long RENAMEAT2_NUMBER = ARM ? 276 : 316;
    private static final long RENAME_NOREPLACE = 1;
    private static final long UTIME_OMIT = 0x3ffffffe;
    private static final int MAX_LINK = 4096;
    private static final long STATX_NUMBER = ARM ? 291 : 332;
    private static final long STATX_BASIC_STATS = 0x7ff;
    private static final long AT_EMPTY_PATH = 0x1000;
    private static final int SECTOR = 512;
    private static final long STATX_SIZE = 256;
    private static final long UNSIGNED_INT = 0xffffffffL;
    private static final int SEEK_DATA = 3;
    private static final int SEEK_HOLE = 4;

    private static final int EPERM = 1;
    private static final int ENOENT = 2;
    private static final int EIO = 5;
    private static final int ENXIO = 6;
    private static final int E2BIG = 7;
    private static final int EACCES = 13;
    private static final int EEXIST = 17;
    private static final int ENOTDIR = 20;
    private static final int EINVAL = 22;
    private static final int EMFILE = 24;
    private static final int ENOSPC = 28;
    private static final int EROFS = 30;
    private static final int ERANGE = 34;
    private static final int ENAMETOOLONG = 36;
    private static final int ENOSYS = 38;
    private static final int ELOOP = 40;
    private static final int ENODATA = 61;
    private static final int EOPNOTSUPP = 95;
    private static final int EDQUOT = 122;

    /** Why an extended attribute cannot be set where others can: that of another file system may not fit into this one. */
    private static final Set<Integer> NOT_FOR_THIS_FILE_SYSTEM =
            Set.of(EOPNOTSUPP, EPERM, EACCES, E2BIG, ENOSPC, EDQUOT, EINVAL, ERANGE);

    private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle OPENAT = function(
            "openat", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT), Linker.Option.firstVariadicArg(3));
    private static final MethodHandle CLOSE = function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle READLINKAT =
            function("readlinkat", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG));
    private static final MethodHandle SYMLINKAT =
            function("symlinkat", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS));
    private static final MethodHandle FCHMODAT =
            function("fchmodat", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
    private static final MethodHandle FCHOWNAT =
            function("fchownat", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle UTIMENSAT =
            function("utimensat", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
    /** {@code renameat2}, for which older C libraries have no function. */
    private static final MethodHandle RENAMEAT2 = function(
            "syscall",
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG),
            Linker.Option.firstVariadicArg(1));

    /** {@code statx}, for which older C libraries have no function; what it answers lies the same on all machines. */
    private static final MethodHandle STATX = function(
            "syscall",
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG, ADDRESS),
            Linker.Option.firstVariadicArg(1));

    private static final MethodHandle LINKAT =
            function("linkat", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle LSEEK =
            function("lseek", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT));
    private static final MethodHandle FTRUNCATE =
            function("ftruncate", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG));
    private static final MethodHandle FLISTXATTR =
            function("flistxattr", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle FGETXATTR =
            function("fgetxattr", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG));
    private static final MethodHandle FSETXATTR =
            function("fsetxattr", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle SYNCFS = function("syncfs", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private LinuxCalls() {}

    /** Whether this machine has these calls, and names for open files. */
    static boolean areThere() {
        return System.getProperty("os.name", "").equals("Linux")
                && Set.of("amd64", "aarch64").contains(ARCHITECTURE)
                && Files.isDirectory(Path.of("/proc/self/fd"))
                && hasStat();
    }

    /** Old containers forbid what they do not know. */
    private static boolean hasStat() {
        try {
            return stat(AT_FDCWD, new byte[] {'/'}).isDirectory();
        } catch (IOException e) {
            return false;
        }
    }

    /** Opens a directory by its path. */
    static int openDirectory(byte[] path) throws IOException {
        return open(AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    }

    /** Opens a directory in a directory. */
    static int openDirectory(int parent, byte[] name) throws IOException {
        return open(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    }

    /** Opens whatever bears that name, and does not wait for the other end should it be a pipe. */
    static int openAnything(int parent, byte[] name) throws IOException {
        return open(parent, name, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
    }

    private static int open(int parent, byte[] name, int flags) throws IOException {
        return (int) call(name, (arena, state) -> (int) OPENAT.invokeExact(state, parent, text(arena, name), flags));
    }

    static void close(int descriptor) throws IOException {
        call(new byte[0], (arena, state) -> (int) CLOSE.invokeExact(state, descriptor));
    }

    static byte[] readLink(int parent, byte[] name) throws IOException {
        try (var target = Arena.ofConfined()) {
            var bytes = target.allocate(MAX_LINK);
            var length = call(name, (arena, state) ->
                    (long) READLINKAT.invokeExact(state, parent, text(arena, name), bytes, bytes.byteSize()));
            return bytes.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    static void makeLink(int parent, byte[] name, byte[] target) throws IOException {
        call(name, (arena, state) ->
                (int) SYMLINKAT.invokeExact(state, text(arena, target), parent, text(arena, name)));
    }

    /** Sets the mode of anything but a link, which has none of its own. */
    static void setMode(int parent, byte[] name, int mode) throws IOException {
        var result = attempt((arena, state) ->
                (int) FCHMODAT.invokeExact(state, parent, text(arena, name), mode, AT_SYMLINK_NOFOLLOW));
        if (result == -EOPNOTSUPP) {
            setModeThroughOpened(parent, name, mode); // C libraries before glibc 2.32 can only follow links
        } else {
            requireSuccess(result, name);
        }
    }

    /** Does what {@link #setMode} does, with calls that every C library has. */
    static void setModeThroughOpened(int parent, byte[] name, int mode) throws IOException {
        var opened = open(parent, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
        try {
            var path = Path.of("/proc/self/fd/" + opened);
            if (FileStat.of(path).isLink()) {
                throw failure(EOPNOTSUPP, new String(name, StandardCharsets.UTF_8));
            }
            var pathBytes = RawName.ofAll(path);
            call(name, (arena, state) -> (int) FCHMODAT.invokeExact(state, AT_FDCWD, text(arena, pathBytes), mode, 0));
        } finally {
            close(opened);
        }
    }

    /**
     * Gives an entry a name that is free.
     *
     * @return whether it is done; the system, or the file system there, may not know how
     * @throws FileAlreadyExistsException when anything has the name
     */
    static boolean renameToFree(int parent, byte[] from, byte[] to) throws IOException {
        var result = attempt((arena, state) -> (long) RENAMEAT2.invokeExact(
                state,
                RENAMEAT2_NUMBER,
                (long) parent,
                text(arena, from),
                (long) parent,
                text(arena, to),
                RENAME_NOREPLACE));
        if (result == -EINVAL || result == -ENOSYS) {
            return false;
        }
        requireSuccess(result, to);
        return true;
    }

    /** Sets user and group; -1 leaves one as it is. */
    static void setOwner(int parent, byte[] name, long uid, long gid) throws IOException {
        call(name, (arena, state) -> (int)
                FCHOWNAT.invokeExact(state, parent, text(arena, name), (int) uid, (int) gid, AT_SYMLINK_NOFOLLOW));
    }

    static void setModified(int parent, byte[] name, Instant modified) throws IOException {
        call(name, (arena, state) -> {
            var times = arena.allocateFrom(JAVA_LONG, 0, UTIME_OMIT, modified.getEpochSecond(), modified.getNano());
            return (int) UTIMENSAT.invokeExact(state, parent, text(arena, name), times, AT_SYMLINK_NOFOLLOW);
        });
    }

    /** What there is to say of an entry, or of the open file itself when the name is empty. */
    static FileStat stat(int parent, byte[] name) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var answer = arena.allocate(STATX_SIZE, Long.BYTES);
            call(name, (inner, state) -> (long) STATX.invokeExact(
                    state,
                    STATX_NUMBER,
                    (long) parent,
                    text(inner, name),
                    name.length == 0 ? AT_EMPTY_PATH : (long) AT_SYMLINK_NOFOLLOW,
                    STATX_BASIC_STATS,
                    answer));
            return new FileStat(
                    answer.get(JAVA_SHORT, 28) & 0xffff,
                    answer.get(JAVA_INT, 20) & UNSIGNED_INT,
                    answer.get(JAVA_INT, 24) & UNSIGNED_INT,
                    instant(answer, 112),
                    answer.get(JAVA_LONG, 40),
                    new FileStamp(answer.get(JAVA_LONG, 32), instant(answer, 96)),
                    (answer.get(JAVA_INT, 136) & UNSIGNED_INT) << 32 | (answer.get(JAVA_INT, 140) & UNSIGNED_INT),
                    answer.get(JAVA_INT, 16) & UNSIGNED_INT,
                    answer.get(JAVA_LONG, 48) * SECTOR);
        }
    }

    private static Instant instant(MemorySegment answer, long at) {
        return Instant.ofEpochSecond(answer.get(JAVA_LONG, at), answer.get(JAVA_INT, at + 8));
    }

    /** Gives a file another name. */
    static void link(int fromParent, byte[] from, int parent, byte[] name) throws IOException {
        call(name, (arena, state) ->
                (int) LINKAT.invokeExact(state, fromParent, text(arena, from), parent, text(arena, name), 0));
    }

    /** Where the next data begins, from there on; empty when there is none. */
    static OptionalLong nextData(int file, long from) throws IOException {
        var result = attempt((arena, state) -> (long) LSEEK.invokeExact(state, file, from, SEEK_DATA));
        return result == -ENXIO ? OptionalLong.empty() : OptionalLong.of(requireSuccess(result, new byte[0]));
    }

    /** Where the next hole begins, from there on, which the end of the file counts as; empty when that is not before there. */
    static OptionalLong nextHole(int file, long from) throws IOException {
        var result = attempt((arena, state) -> (long) LSEEK.invokeExact(state, file, from, SEEK_HOLE));
        return result == -ENXIO ? OptionalLong.empty() : OptionalLong.of(requireSuccess(result, new byte[0]));
    }

    /** Makes a file so long; what is added is a hole. */
    static void setLength(int parent, byte[] name, long length) throws IOException {
        var opened = open(parent, name, O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
        try {
            call(name, (arena, state) -> (int) FTRUNCATE.invokeExact(state, opened, length));
        } finally {
            close(opened);
        }
    }

    /**
     * The names of the extended attributes of an open file or directory, each behind a zero byte; nothing where the file system
     * has none.
     */
    static byte[] attributeNames(int file) throws IOException {
        var length = attempt((arena, state) -> (long) FLISTXATTR.invokeExact(state, file, MemorySegment.NULL, 0L));
        while (length > 0) {
            try (var list = Arena.ofConfined()) {
                var bytes = list.allocate(length);
                length = attempt((arena, state) -> (long) FLISTXATTR.invokeExact(state, file, bytes, bytes.byteSize()));
                if (length >= 0) {
                    return bytes.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
                }
                if (length == -ERANGE) { // there are more by now
                    length = attempt(
                            (arena, state) -> (long) FLISTXATTR.invokeExact(state, file, MemorySegment.NULL, 0L));
                }
            }
        }
        if (length != -EOPNOTSUPP) {
            requireSuccess(length, new byte[0]);
        }
        return new byte[0];
    }

    /** The value of an extended attribute of an open file or directory; empty when it is gone. */
    static Optional<byte[]> attribute(int file, byte[] name) throws IOException {
        try (var value = Arena.ofConfined()) {
            var bytes = value.allocate(ExtendedAttribute.MAX_VALUE);
            var length = attempt((arena, state) ->
                    (long) FGETXATTR.invokeExact(state, file, text(arena, name), bytes, bytes.byteSize()));
            if (length == -ENODATA) {
                return Optional.empty();
            }
            requireSuccess(length, name);
            return Optional.of(bytes.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE));
        }
    }

    /**
     * Sets an extended attribute of an open file or directory.
     *
     * @return whether it is set; the file system may not have such, or not so many or these, or not let us
     */
    static boolean setAttribute(int file, byte[] name, byte[] value) throws IOException {
        var result = attempt((arena, state) -> {
            var bytes = arena.allocate(Math.max(1, value.length));
            MemorySegment.copy(value, 0, bytes, ValueLayout.JAVA_BYTE, 0, value.length);
            return (int) FSETXATTR.invokeExact(state, file, text(arena, name), bytes, (long) value.length, 0);
        });
        if (NOT_FOR_THIS_FILE_SYSTEM.contains((int) -result)) {
            return false;
        }
        requireSuccess(result, name);
        return true;
    }

    /** Waits until all of the file system that the directory is on has reached the disk. */
    static void sync(int directory) throws IOException {
        call(new byte[0], (arena, state) -> (int) SYNCFS.invokeExact(state, directory));
    }

    private static long call(byte[] name, Call call) throws IOException {
        return requireSuccess(attempt(call), name);
    }

    private static long requireSuccess(long result, byte[] name) throws IOException {
        if (result < 0) {
            throw failure((int) -result, new String(name, StandardCharsets.UTF_8));
        }
        return result;
    }

    /** What the call returns, or the number of its error as a negative one. */
    private static long attempt(Call call) {
        try (var arena = Arena.ofConfined()) {
            var state = arena.allocate(STATE);
            var result = call.in(arena, state);
            return result < 0 ? -(int) ERRNO.get(state, 0L) : result;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a call of the system has thrown what it cannot throw", e);
        }
    }

    private static MemorySegment text(Arena arena, byte[] bytes) {
        var text = arena.allocate(bytes.length + 1L);
        MemorySegment.copy(bytes, 0, text, ValueLayout.JAVA_BYTE, 0, bytes.length);
        return text; // allocated memory is zero, so a zero byte ends it
    }

    private static IOException failure(int errno, String name) {
        return switch (errno) {
            case ENOENT -> new NoSuchFileException(name);
            case EEXIST -> new FileAlreadyExistsException(name);
            case EPERM, EACCES -> new AccessDeniedException(name, null, "Permission denied");
            case ENOTDIR, ELOOP -> new NotDirectoryException(name);
            default -> new FileSystemException(name, null, reason(errno));
        };
    }

    private static String reason(int errno) {
        return switch (errno) {
            case EIO -> "Input/output error";
            case E2BIG -> "Argument list too long";
            case EMFILE -> "Too many open files";
            case ENOSPC -> "No space left on device";
            case EROFS -> "Read-only file system";
            case ENAMETOOLONG -> "File name too long";
            case EOPNOTSUPP -> "Operation not supported";
            case EDQUOT -> "Disk quota exceeded";
            default -> "System error " + errno;
        };
    }

    @SuppressWarnings("restricted") // the signatures are those of the C library
    private static MethodHandle function(String name, FunctionDescriptor signature, Linker.Option... options) {
        var linker = Linker.nativeLinker();
        var all = new Linker.Option[options.length + 1];
        System.arraycopy(options, 0, all, 0, options.length);
        all[options.length] = Linker.Option.captureCallState("errno");
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), signature, all);
    }

    private interface Call {
        long in(Arena arena, MemorySegment state) throws Throwable;
    }
}
