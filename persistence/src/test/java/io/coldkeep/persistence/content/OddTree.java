package io.coldkeep.persistence.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A tree with something of everything, and how to compare trees. */
final class OddTree {

    /** When the directory {@code a} was modified. */
    static final Instant OLD = Instant.parse("2001-02-03T04:05:06.123456789Z");

    private OddTree() {}

    /** Everything about a tree that a restore has to bring back, by path. */
    static Map<String, String> everythingAbout(Path tree) throws IOException {
        var all = new TreeMap<String, String>();
        try (var paths = Files.walk(tree)) {
            for (var path : (Iterable<Path>) paths::iterator) {
                var attributes =
                        Files.readAttributes(path, "unix:mode,uid,gid,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
                all.put(
                        rawPath(path).substring(rawPath(tree).length()),
                        new TreeMap<>(attributes) + " " + contentOf(path));
            }
        }
        return all;
    }

    /** In ASCII, with a slash behind directories. */
    private static String rawPath(Path path) {
        return path.toUri().getRawPath();
    }

    private static String contentOf(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            return Files.readSymbolicLink(path).toString();
        }
        return Files.isDirectory(path) ? "" : HexFormat.of().toHexDigits(Arrays.hashCode(Files.readAllBytes(path)));
    }

    /** Fills the directory. */
    static void make(Path root) throws IOException {
        var random = new Random(1);
        var content = new byte[3_000_000];
        random.nextBytes(content);
        Files.write(root.resolve("large"), content);
        Files.createFile(root.resolve("empty"));
        Files.createDirectories(root.resolve("a/empty directory"));
        Files.writeString(root.resolve("a/new\nline 'quoted' \"twice\" back\\slash"), "odd");
        Files.writeString(root.resolve("a/" + "n".repeat(255)), "long");
        Files.createSymbolicLink(root.resolve("a/dangling"), Path.of("no/such"));
        Files.createSymbolicLink(root.resolve("a/absolute"), Path.of("/no/such/file"));
        Files.createLink(root.resolve("a/hard link"), root.resolve("large"));
        try (var sparse =
                FileChannel.open(root.resolve("sparse"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            sparse.write(ByteBuffer.wrap(new byte[] {1}), 20_000_000);
        }
        for (var mode : new int[] {0500, 0744, 01777, 02755, 04711, 07777}) {
            var file = Files.writeString(root.resolve("mode-%04o".formatted(mode)), "x");
            Files.setAttribute(file, "unix:mode", mode);
            var made = Files.createDirectory(root.resolve("directory-%04o".formatted(mode)));
            Files.setAttribute(made, "unix:mode", mode);
        }
        Files.setLastModifiedTime(root.resolve("large"), FileTime.from(OLD));
        Files.setLastModifiedTime(root.resolve("a"), FileTime.from(OLD));
        for (var i = 0; i < 300; i++) {
            Files.createFile(Files.createDirectories(root.resolve("many")).resolve("file-" + i));
        }
    }
}
