package io.coldkeep.persistence.source;

import io.coldkeep.domain.source.ExtendedAttribute;
import io.coldkeep.domain.source.ExtendedAttributes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** What Java has no name for: what files on a disk are besides their bytes. */
public final class FileFacts {

    private FileFacts() {}

    private interface Work<T> {
        T with(int descriptor) throws IOException;
    }

    private static <T> T opened(Path file, Work<T> work) throws IOException {
        var directory =
                LinuxCalls.openDirectory(RawName.ofAll(file.toAbsolutePath().getParent()));
        try {
            var opened = LinuxCalls.openAnything(directory, RawName.of(file));
            try {
                return work.with(opened);
            } finally {
                LinuxCalls.close(opened);
            }
        } finally {
            LinuxCalls.close(directory);
        }
    }

    /** Gives a file or directory an extended attribute; whether that is possible there. */
    public static boolean bear(Path file, String name, byte[] value) throws IOException {
        return bear(file, new ExtendedAttribute(name.getBytes(StandardCharsets.ISO_8859_1), value));
    }

    static boolean bear(Path file, ExtendedAttribute attribute) throws IOException {
        return opened(file, descriptor -> LinuxCalls.setAttribute(descriptor, attribute.name(), attribute.value()));
    }

    /** The extended attributes that a backup keeps; a link has none. */
    public static ExtendedAttributes extended(Path file) throws IOException {
        return Files.isSymbolicLink(file)
                ? ExtendedAttributes.NONE
                : opened(file, ReadAttributes::of).attributes();
    }

    /** Makes a file longer, by a hole. */
    public static void lengthen(Path file, long size) throws IOException {
        var directory =
                LinuxCalls.openDirectory(RawName.ofAll(file.toAbsolutePath().getParent()));
        try {
            LinuxCalls.setLength(directory, RawName.of(file), size);
        } finally {
            LinuxCalls.close(directory);
        }
    }

    /** Where data is in a file: from, to and a space for each run of it, then the size. */
    public static String extents(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return "";
        }
        return opened(file, descriptor -> {
            var extents = new StringBuilder();
            var data = LinuxCalls.nextData(descriptor, 0);
            while (data.isPresent()) {
                var end = LinuxCalls.nextHole(descriptor, data.getAsLong()).orElseThrow();
                extents.append(data.getAsLong()).append('-').append(end).append(' ');
                data = LinuxCalls.nextData(descriptor, end);
            }
            return extents.append(Files.size(file)).toString();
        });
    }

    /** Whether files in that directory can have holes. */
    public static boolean canBeSparse(Path directory) throws IOException {
        var file = Files.createTempFile(directory, "sparse", "");
        try {
            lengthen(file, 1 << 20);
            return extents(file).equals(String.valueOf(1 << 20));
        } finally {
            Files.delete(file);
        }
    }

    /** The access control list of POSIX that lets the user read besides what the mode says: of entries of 8 bytes. */
    public static byte[] listThatLets(int user) {
        var list = ByteBuffer.allocate(44).order(ByteOrder.LITTLE_ENDIAN).putInt(2);
        for (var entry : List.of(
                new int[] {0x01, 6, -1}, // the owner
                new int[] {0x02, 4, user},
                new int[] {0x04, 4, -1}, // the group
                new int[] {0x10, 4, -1}, // at most that, for all but the owner and the others
                new int[] {0x20, 0, -1})) { // others
            list.putShort((short) entry[0]).putShort((short) entry[1]).putInt(entry[2]);
        }
        return list.array();
    }

    /** Writes bytes somewhere in a file; what is before them and was not there is a hole. */
    public static void write(Path file, byte[] bytes, long at) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), at);
            channel.force(true); // so that the disk decides where data is, and not what is in memory
        }
    }
}
