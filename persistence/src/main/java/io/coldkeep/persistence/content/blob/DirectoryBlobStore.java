package io.coldkeep.persistence.content.blob;

import static java.util.stream.Collectors.toSet;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * Objects as files below a directory. A file is written under a temporary name and gets its own when its bytes are durable. Any
 * number of processes may share the directory.
 */
public final class DirectoryBlobStore implements BlobStore {

    /**
     * A temporary file that nobody has written to for so long belongs to a dead process. Should its process be alive after
     * all, it fails when it gives the file its name, and nothing is lost but the attempt.
     */
    private static final Duration ABANDONED_AFTER = Duration.ofDays(7);

    private static final String TEMPORARY = "tmp";

    private final Path root;
    private final Path temporary;
    private final Disk disk;
    private final RandomGenerator random = new SecureRandom();
    private final Set<Path> durableDirectories = ConcurrentHashMap.newKeySet();

    /** Opens the store, makes its directory when it is missing and deletes what processes left that died a week ago. */
    public DirectoryBlobStore(Path root) throws IOException {
        this(root, new Disk());
    }

    DirectoryBlobStore(Path root, Disk disk) throws IOException {
        this(disk, root);
        makeRoot(root.toAbsolutePath());
        disk.makeDirectory(temporary);
        disk.keepNames(root);
        deleteAbandoned();
    }

    private DirectoryBlobStore(Disk disk, Path root) {
        this.root = root;
        this.temporary = root.resolve(TEMPORARY);
        this.disk = disk;
    }

    /** What is there may have been made by somebody who died before it was durable: its name is made so in any case. */
    private void makeRoot(Path directory) throws IOException {
        var parent = directory.resolveSibling("");
        if (Files.notExists(directory)) {
            makeRoot(parent);
            disk.makeDirectory(directory);
        }
        disk.keepNames(parent);
    }

    /** Opens the store to read from it, and changes nothing: not even a directory is made. */
    public static DirectoryBlobStore toRead(Path root) {
        return new DirectoryBlobStore(new Disk(), root);
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

    private Path file(BlobName name) {
        return root.resolve(name.value());
    }

    private static String temporaryPrefix(BlobName name) {
        return name.value().replace('/', '_') + ".";
    }

    private String randomName() {
        return HexFormat.of().toHexDigits(random.nextLong());
    }

    @Override
    public BlobSink create(BlobName name) throws IOException {
        return begin(name);
    }

    private FileSink begin(BlobName name) throws IOException {
        makeDirectories(directory(name));
        var begun = temporary.resolve(temporaryPrefix(name) + randomName());
        return new FileSink(name, begun, disk.makeFile(begun));
    }

    @Override
    public void replace(BlobName name, byte[] bytes) throws IOException {
        try (var sink = begin(name)) {
            sink.write(bytes, bytes.length);
            sink.commitInPlace();
        }
    }

    private Path directory(BlobName name) {
        return file(name).resolveSibling("");
    }

    /** Makes the directories durable, too, that another process has just made: once for each. */
    private void makeDirectories(Path directory) throws IOException {
        if (directory.equals(root.resolve("")) || durableDirectories.contains(directory)) {
            return;
        }
        var parent = directory.resolveSibling("");
        makeDirectories(parent);
        disk.makeDirectory(directory);
        disk.keepNames(parent);
        durableDirectories.add(directory);
    }

    @Override
    public byte[] read(BlobName name, long offset, int length) throws IOException {
        try (var channel = FileChannel.open(file(name), StandardOpenOption.READ)) {
            if (length > channel.size() - offset) {
                throw new EOFException(name + " has " + channel.size() + " bytes, and not " + (offset + length) + ".");
            }
            var bytes = ByteBuffer.allocate(length);
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, offset + bytes.position()) < 0) {
                    throw new EOFException(name + " ended while it was read.");
                }
            }
            return bytes.array();
        } catch (NoSuchFileException e) {
            throw missing(name, e);
        }
    }

    private static NoSuchBlobException missing(BlobName name, NoSuchFileException cause) {
        var missing = new NoSuchBlobException(name);
        missing.initCause(cause);
        return missing;
    }

    @Override
    public long size(BlobName name) throws IOException {
        try {
            return Files.size(file(name));
        } catch (NoSuchFileException e) {
            throw missing(name, e);
        }
    }

    @Override
    public void delete(BlobName name) throws IOException {
        var failure = deleteAll(List.of(name)).get(name);
        if (failure != null) {
            throw failure;
        }
    }

    /** Looks once at what was begun, and makes the deletions in a directory durable together. */
    @Override
    public Map<BlobName, IOException> deleteAll(Collection<BlobName> names) {
        var failures = new HashMap<BlobName, IOException>();
        var byDirectory = new HashMap<Path, List<BlobName>>();
        for (var name : names) {
            noting(List.of(name), failures, () -> disk.delete(file(name)));
            byDirectory
                    .computeIfAbsent(directory(name), any -> new ArrayList<>())
                    .add(name);
        }
        byDirectory.forEach((directory, deleted) -> noting(deleted, failures, () -> keepDeleted(directory)));
        noting(names, failures, () -> deleteBegun(names));
        return failures;
    }

    private void deleteBegun(Collection<BlobName> names) throws IOException {
        var prefixes = names.stream().map(DirectoryBlobStore::temporaryPrefix).collect(toSet());
        for (var begun : temporaryFiles()) {
            var file = String.valueOf(begun.getFileName());
            if (prefixes.contains(file.substring(0, file.lastIndexOf('.') + 1))) {
                disk.delete(begun);
            }
        }
    }

    private static void noting(Collection<BlobName> names, Map<BlobName, IOException> failures, Step step) {
        try {
            step.run();
        } catch (IOException e) {
            names.forEach(name -> failures.putIfAbsent(name, e));
        }
    }

    /** A step that may fail for some of the objects. */
    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    /** Also when there was nothing to delete: whoever did it may have died before it was durable. */
    private void keepDeleted(Path directory) throws IOException {
        try {
            disk.keepNames(directory);
        } catch (NoSuchFileException e) {
            // nothing was ever in it
        }
    }

    @Override
    public List<StoredBlob> list(BlobName below) throws IOException {
        var found = new ArrayList<StoredBlob>();
        try {
            Files.walkFileTree(file(below), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    BlobName.find(root.relativize(file).toString()) // others are not ours
                            .ifPresent(name -> found.add(new StoredBlob(name, attributes.size())));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                    if (e instanceof NoSuchFileException || e instanceof NotDirectoryException) {
                        return FileVisitResult.CONTINUE; // deleted meanwhile, or nothing was ever there
                    }
                    throw e;
                }
            });
        } catch (NoSuchFileException e) {
            return List.of();
        }
        found.sort(Comparator.comparing(blob -> blob.name().value()));
        return found;
    }

    private final class FileSink implements BlobSink {

        private final BlobName name;
        private final Path begun;
        private final FileChannel channel;
        private boolean named;

        FileSink(BlobName name, Path begun, FileChannel channel) {
            this.name = name;
            this.begun = begun;
            this.channel = channel;
        }

        @Override
        public void write(byte[] bytes, int length) throws IOException {
            disk.write(channel, bytes, length);
        }

        /** Of two who give other bytes at the very same moment, one may take the place of the other. */
        @Override
        public void commit() throws IOException {
            if (!isThere()) {
                commitInPlace();
                return;
            }
            disk.keepNames(directory(name)); // whoever wrote it may have died before this
        }

        private boolean isThere() throws IOException {
            try {
                if (Files.mismatch(file(name), begun) >= 0) {
                    throw new OtherBytesException(name);
                }
                return true;
            } catch (NoSuchFileException e) {
                if (Files.notExists(begun)) {
                    throw e; // deleted while it was written
                }
                return false;
            }
        }

        void commitInPlace() throws IOException {
            disk.keep(channel);
            disk.rename(begun, file(name));
            named = true;
            disk.keepNames(directory(name));
        }

        @Override
        public void close() throws IOException {
            channel.close();
            if (!named) {
                disk.delete(begun);
            }
        }
    }
}
