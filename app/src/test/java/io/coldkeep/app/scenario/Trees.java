package io.coldkeep.app.scenario;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Directories with files in them, and how to compare them. */
final class Trees {

    private Trees() {}

    /** A directory with that many files of random content, directories, a link and an odd name. */
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
        return directory;
    }

    /** Every entry below the directory with its kind, mode, time and content. */
    static Map<String, String> contents(Path directory) throws IOException {
        var contents = new TreeMap<String, String>();
        try (var entries = Files.walk(directory)) {
            for (var entry : entries.toList()) {
                contents.put(directory.relativize(entry).toString(), content(entry));
            }
        }
        return contents;
    }

    private static String content(Path entry) throws IOException {
        if (Files.isSymbolicLink(entry)) {
            return "link to " + Files.readSymbolicLink(entry);
        }
        var attributes = Files.getPosixFilePermissions(entry) + " " + Files.getLastModifiedTime(entry);
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
