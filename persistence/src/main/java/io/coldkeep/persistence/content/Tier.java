package io.coldkeep.persistence.content;

import io.coldkeep.domain.content.ContentId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** A directory of archives. An archive is written under a temporary name and gets its own when all of it is durable. */
final class Tier {

    /**
     * A temporary file that nobody has written to for so long belongs to a dead process. Should its process be alive after
     * all, it fails when it gives the file its name, and nothing is lost but the attempt.
     */
    private static final Duration ABANDONED_AFTER = Duration.ofDays(7);

    private static final String VAULTS = "vaults";
    private static final String ARCHIVES = "archives";
    private static final String TEMPORARY = "tmp";
    private static final String EXTENSION = ".tar.zst";

    private final Path root;
    private final Path temporary;
    private final Disk disk;
    private final RandomGenerator random = new SecureRandom();

    Tier(Path root, Disk disk) {
        this.root = root;
        this.temporary = root.resolve(TEMPORARY);
        this.disk = disk;
    }

    /** Makes the directories that are missing, and deletes what dead processes left. */
    void open() throws IOException {
        Files.createDirectories(root);
        disk.makeDirectory(temporary);
        disk.makeDirectory(root.resolve(VAULTS));
        disk.keepNames(root);
        deleteAbandoned();
    }

    /** Ages are differences of times that the file system itself has set, so that no clock has to be right. */
    private void deleteAbandoned() throws IOException {
        var probe = temporary.resolve("probe." + randomName());
        disk.makeFile(probe).close();
        var now = Files.getLastModifiedTime(probe).toInstant();
        disk.delete(probe);
        for (var file : temporaryFiles()) {
            if (modifiedBefore(file, now.minus(ABANDONED_AFTER))) {
                disk.delete(file);
            }
        }
    }

    private static boolean modifiedBefore(Path file, Instant instant) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(instant);
        } catch (NoSuchFileException e) {
            return false; // finished or deleted meanwhile
        }
    }

    private List<Path> temporaryFiles() throws IOException {
        var files = new ArrayList<Path>();
        try (var found = Files.newDirectoryStream(temporary)) {
            found.forEach(files::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return files;
    }

    /** Where the archive is when it is there. */
    Path archive(ContentId id) {
        return directory(id).resolve(id.attempt() + EXTENSION);
    }

    /** One of 256 directories, so that none gets very full. */
    private Path directory(ContentId id) {
        var attempt = id.attempt().toString();
        return vault(id).resolve(ARCHIVES).resolve(attempt.substring(attempt.length() - 2));
    }

    private Path vault(ContentId id) {
        return root.resolve(VAULTS).resolve(id.vault().toString());
    }

    private static String temporaryPrefix(ContentId id) {
        return id.vault() + "." + id.attempt() + ".";
    }

    private String randomName() {
        return HexFormat.of().toHexDigits(random.nextLong());
    }

    /**
     * Writes an archive. When this returns, it is there and durable; when it throws, an archive that was there before is
     * still there.
     */
    <T> T write(ContentId id, Writing<T> writing) throws IOException {
        for (var each : directories(id)) {
            disk.makeDirectory(each);
        }
        var file = temporary.resolve(temporaryPrefix(id) + randomName());
        T written;
        var named = false;
        try {
            try (var channel = disk.makeFile(file)) {
                written = writing.to(disk.writeTo(channel));
                disk.keep(channel);
            }
            disk.rename(file, archive(id));
            named = true;
        } finally {
            if (!named) {
                disk.delete(file);
            }
        }
        keepName(id);
        return written;
    }

    /** Makes the name of an archive durable that is there; its bytes are since before it got the name. */
    void keepName(ContentId id) throws IOException {
        for (var each : directories(id).reversed()) {
            disk.keepNames(each); // also those that another thread has just made and not yet kept
        }
    }

    /** The directories that lead to the archive, from the top down. */
    private List<Path> directories(ContentId id) {
        return List.of(root.resolve(VAULTS), vault(id), vault(id).resolve(ARCHIVES), directory(id));
    }

    /** Opens an archive for reading; empty when there is none. */
    Optional<FileChannel> read(ContentId id) throws IOException {
        try {
            return Optional.of(FileChannel.open(archive(id), StandardOpenOption.READ));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Deletes archives and what was begun of them; fine where there is nothing. Answers why, for each that could not be
     * deleted.
     */
    Map<ContentId, IOException> deleteAll(Collection<ContentId> ids) {
        var failures = new HashMap<ContentId, IOException>();
        var changed = new HashMap<Path, List<ContentId>>();
        for (var id : ids) {
            noting(List.of(id), failures, () -> {
                if (disk.delete(archive(id))) {
                    changed.computeIfAbsent(directory(id), any -> new ArrayList<>())
                            .add(id);
                }
            });
        }
        changed.forEach((directory, deleted) -> noting(deleted, failures, () -> disk.keepNames(directory)));
        noting(ids, failures, () -> deleteBegun(ids));
        return failures;
    }

    /** Deletes what was begun of archives; a process that still writes one fails when it gives it its name. */
    void deleteBegun(Collection<ContentId> ids) throws IOException {
        var prefixes = ids.stream().map(Tier::temporaryPrefix).collect(Collectors.toSet());
        for (var file : temporaryFiles()) {
            var name = String.valueOf(file.getFileName());
            if (prefixes.contains(name.substring(0, name.lastIndexOf('.') + 1))) {
                disk.delete(file);
            }
        }
    }

    private static void noting(Collection<ContentId> ids, Map<ContentId, IOException> failures, Step step) {
        try {
            step.run();
        } catch (IOException e) {
            ids.forEach(id -> failures.putIfAbsent(id, e));
        }
    }

    /** A step that may fail for some of the archives. */
    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    /** What writes the bytes of an archive. */
    @FunctionalInterface
    interface Writing<T> {
        T to(OutputStream out) throws IOException;
    }
}
