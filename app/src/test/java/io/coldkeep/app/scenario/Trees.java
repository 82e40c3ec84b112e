package io.coldkeep.app.scenario;

import io.coldkeep.persistence.source.FileFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Directories with files in them, and how to compare them. */
final class Trees {

    private Trees() {}

    /**
     * A directory with that many files of random content, directories, a link and an odd name; one file has two names, one is
     * mostly a hole, and some bear extended attributes where they can.
     */
    static Path make(Path directory, int files, int maxSize, long seed) throws IOException {
        var random = new Random(seed);
        Files.createDirectories(directory.resolve("2026/may"));
        Files.createDirectories(directory.resolve("empty"));
        for (var i = 0; i < files; i++) {
            var bytes = new byte[random.nextInt(maxSize)];
            random.nextBytes(bytes);
            Files.write(directory.resolve("2026/may/photo-" + i + ".jpg"), bytes);
        }
        Files.writeString(directory.resolve("näme with späce"), "ü", StandardCharsets.UTF_8);
        Files.createSymbolicLink(directory.resolve("latest"), Path.of("2026/may"));
        Files.createLink(directory.resolve("cover.jpg"), directory.resolve("2026/may/photo-0.jpg"));
        FileFacts.write(directory.resolve("sparse"), new byte[] {1, 2, 3}, 5_000_000);
        for (var bearer : new String[] {"2026/may", "2026/may/photo-0.jpg", "sparse"}) {
            FileFacts.bear(directory.resolve(bearer), "user.coldkeep.test", bearer.getBytes(StandardCharsets.UTF_8));
        }
        return directory;
    }

    /** Every entry below the directory with its kind, mode, time and content, and all else that is kept of it. */
    static Map<String, String> contents(Path directory) throws IOException {
        var contents = new TreeMap<String, String>();
        var firstNames = new HashMap<Object, String>();
        try (var entries = Files.walk(directory)) {
            for (var entry : entries.sorted().toList()) {
                var name = directory.relativize(entry).toString();
                var inode = Files.getAttribute(entry, "unix:ino", LinkOption.NOFOLLOW_LINKS);
                var firstName = firstNames.computeIfAbsent(inode, file -> name);
                contents.put(name, "as " + firstName + ": " + content(entry));
            }
        }
        return contents;
    }

    private static String content(Path entry) throws IOException {
        if (Files.isSymbolicLink(entry)) {
            return "link to " + Files.readSymbolicLink(entry);
        }
        var attributes = Files.getPosixFilePermissions(entry) + " " + Files.getLastModifiedTime(entry) + " "
                + FileFacts.extended(entry) + " " + FileFacts.extents(entry);
        return Files.isDirectory(entry)
                ? "directory " + attributes
                : "file " + attributes + " " + new String(Files.readAllBytes(entry), StandardCharsets.ISO_8859_1);
    }

    /** The one directory that restores have made at the root of a file system. */
    static Path onlyRestored(Path fileSystem) throws IOException {
        try (var entries = Files.list(fileSystem)) {
            var found = entries.toList();
            if (found.size() != 1 || !found.getFirst().getFileName().toString().startsWith("aws-backup-restore_")) {
                throw new IllegalStateException("expected one restored directory, found " + found);
            }
            return found.getFirst();
        }
    }
}
