package io.coldkeep.persistence.content;

import io.coldkeep.persistence.source.FileFacts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
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
        var firstNames = new HashMap<Object, String>();
        try (var paths = Files.walk(tree)) {
            for (var path : (Iterable<Path>) paths.sorted()::iterator) {
                var attributes =
                        Files.readAttributes(path, "unix:mode,uid,gid,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
                var name = rawPath(path).substring(rawPath(tree).length());
                var inode = Objects.requireNonNull(Files.readAttributes(path, "unix:ino", LinkOption.NOFOLLOW_LINKS)
                        .get("ino"));
                var firstName = firstNames.putIfAbsent(inode, name);
                all.put(
                        name,
                        new TreeMap<>(attributes) + " " + FileFacts.extended(path) + " " + FileFacts.extents(path) + " "
                                + (firstName == null ? "" : "is " + firstName + " ") + contentOf(path));
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
        FileFacts.write(root.resolve("sparse"), new byte[] {2}, 1 << 20);
        FileFacts.lengthen(root.resolve("sparse"), 30_000_000);
        FileFacts.lengthen(Files.createFile(root.resolve("a/only a hole")), 1 << 20);
        Files.createLink(root.resolve("sparse too"), root.resolve("sparse"));
        Files.createLink(root.resolve("z"), root.resolve("large"));
        for (var bearer : new String[] {"", "a", "a/empty directory", "large", "sparse", "empty"}) {
            FileFacts.bear(root.resolve(bearer), "user.of", bearer.getBytes(StandardCharsets.UTF_8));
            FileFacts.bear(root.resolve(bearer), "user.\u00ff", new byte[] {0, -1});
        }
        FileFacts.bear(root.resolve("empty"), "system.posix_acl_access", FileFacts.listThatLets(4711));
        FileFacts.bear(root.resolve("a"), "system.posix_acl_default", FileFacts.listThatLets(4711));
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
