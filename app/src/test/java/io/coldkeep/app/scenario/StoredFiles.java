package io.coldkeep.app.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** What lies in the directories of a content store. */
final class StoredFiles {

    private StoredFiles() {}

    /** The descriptors of all that is kept below that, and all files that were only begun. */
    static List<Path> contents(Path store) throws IOException {
        return files(store, file -> isIn(file, "points") || isIn(file, "tmp"));
    }

    /** The packs below that. */
    static List<Path> packs(Path store) throws IOException {
        return files(store, file -> file.toString().endsWith(".pack"));
    }

    private static boolean isIn(Path file, String directory) {
        return file.getParent().endsWith(directory);
    }

    private static List<Path> files(Path store, Predicate<Path> which) throws IOException {
        try (var files = Files.walk(store)) {
            return files.filter(Files::isRegularFile).filter(which).toList();
        }
    }
}
