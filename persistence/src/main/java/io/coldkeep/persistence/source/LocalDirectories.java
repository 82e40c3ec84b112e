package io.coldkeep.persistence.source;

import io.coldkeep.domain.filesystem.FileSystem;
import io.coldkeep.domain.filesystem.FileSystemDirectories;
import io.coldkeep.domain.filesystem.FileSystemId;
import io.coldkeep.domain.filesystem.NewFileSystem;
import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.source.BackupSource;
import io.coldkeep.domain.source.RestoreTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * File systems that are directories of this machine: the service's own below one root, and adopted ones wherever the
 * operator allows it.
 */
public final class LocalDirectories implements FileSystemDirectories {

    private final Path root;
    private final List<Path> sourceRoots;
    private final List<Path> reserved;
    private final OpenDirectory.Opener opener;

    /**
     * @param root holds the directories that the service makes
     * @param sourceRoots what lies below these may be adopted
     * @param reserved what belongs to the service besides {@code root}, such as its data directory: neither it, nor what is
     *     in it or holds it, may be adopted, since a backup must not contain backups
     */
    public LocalDirectories(Path root, List<Path> sourceRoots, Path... reserved) {
        this(LocalDirectories::open, root, sourceRoots, reserved);
    }

    LocalDirectories(OpenDirectory.Opener opener, Path root, List<Path> sourceRoots, Path... reserved) {
        this.opener = opener;
        this.root = root;
        this.sourceRoots = List.copyOf(sourceRoots);
        this.reserved = new ArrayList<>(List.of(reserved));
        this.reserved.add(root);
    }

    /** Asks at the first directory and not before: linking the calls would take a noticeable part of every start. */
    private static OpenDirectory open(Path directory) throws IOException {
        return LinuxCalls.areThere() ? HeldDirectory.open(directory) : NamedDirectory.open(directory);
    }

    @Override
    public void create(FileSystemId id) throws IOException {
        Files.createDirectories(root.resolve(id.value()));
        try (var opened = opener.open(root.toRealPath())) {
            opened.keepNames();
        }
    }

    @Override
    public String adopt(String path) {
        if (sourceRoots.isEmpty()) {
            throw refusal("names a directory to adopt, but COLDKEEP_SOURCE_ROOTS allows none");
        }
        if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
            throw refusal("must be an absolute path, was '" + path + "'");
        }
        try {
            return adopt(RawName.absolute(path.getBytes(StandardCharsets.UTF_8)).toRealPath(), path);
        } catch (IOException e) {
            throw notAllowed(path); // the same words whether it exists or not: the caller may not look around with them
        }
    }

    private String adopt(Path real, String asked) throws IOException {
        if (!Files.isDirectory(real) || !isBelowSourceRoot(real)) {
            throw notAllowed(asked);
        }
        if (isReserved(real)) {
            throw refusal("must not be a directory of the service itself, in one or around one, was '" + asked + "'");
        }
        return RawName.utf8(RawName.ofAll(real))
                .orElseThrow(() -> refusal("must lead to a directory whose path is UTF-8, was '" + asked + "'"));
    }

    private boolean isBelowSourceRoot(Path real) throws IOException {
        for (var sourceRoot : sourceRoots) {
            if (Files.isDirectory(sourceRoot) && real.startsWith(sourceRoot.toRealPath())) {
                return true;
            }
        }
        return false;
    }

    private boolean isReserved(Path real) throws IOException {
        for (var directory : reserved) {
            var own = Files.exists(directory)
                    ? directory.toRealPath()
                    : directory.toAbsolutePath().normalize();
            if (real.startsWith(own) || own.startsWith(real)) {
                return true;
            }
        }
        return false;
    }

    private static RuleBroken notAllowed(String asked) {
        return refusal("must be an existing directory below one of those that COLDKEEP_SOURCE_ROOTS allows, was '"
                + asked + "'");
    }

    private static RuleBroken refusal(String reason) {
        return new RuleBroken(new InvalidValue(NewFileSystem.SOURCE_PATH_TAG, reason));
    }

    @Override
    public BackupSource source(FileSystem fileSystem) throws IOException {
        return new DirectorySource(fileSystem.arn().toString(), open(fileSystem));
    }

    @Override
    public RestoreTarget target(FileSystem fileSystem, UUID attempt) throws IOException {
        return target(open(fileSystem), attempt);
    }

    /** Restores into a new directory in that one, whatever it is a directory of. */
    public static RestoreTarget target(Path directory, UUID attempt) throws IOException {
        return target(open(directory.toRealPath()), attempt);
    }

    private static RestoreTarget target(OpenDirectory directory, UUID attempt) throws IOException {
        try {
            return DirectoryTarget.create(directory, HiddenName.of(attempt));
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    @Override
    public void discardTarget(FileSystem fileSystem, UUID attempt) throws IOException {
        OpenDirectory directory;
        try {
            directory = open(fileSystem);
        } catch (NoSuchFileException | AccessDeniedException e) {
            return; // gone, or no longer ours to touch: there is nothing that could be discarded
        }
        TreeDeletion.delete(directory, HiddenName.of(attempt));
    }

    /** Deletes what was restored there and has no name yet. */
    public static void discardTarget(Path directory, UUID attempt) throws IOException {
        TreeDeletion.delete(open(directory.toRealPath()), HiddenName.of(attempt));
    }

    @Override
    public void delete(FileSystem fileSystem) throws IOException {
        if (fileSystem.adoptedDirectory().isEmpty() && Files.isDirectory(root)) {
            var name = fileSystem.id().value().getBytes(StandardCharsets.US_ASCII);
            TreeDeletion.delete(opener.open(root.toRealPath()), name);
        }
    }

    private OpenDirectory open(FileSystem fileSystem) throws IOException {
        var path = fileSystem
                .adoptedDirectory()
                .map(adopted -> RawName.absolute(adopted.getBytes(StandardCharsets.UTF_8)))
                .orElseGet(() -> root.resolve(fileSystem.id().value()));
        OpenDirectory directory;
        try {
            directory = opener.open(path);
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw new NoSuchFileException(path.toString(), null, "The directory of the file system is gone.");
        }
        if (fileSystem.adoptedDirectory().isPresent()) {
            requireAllowed(directory);
        }
        return directory;
    }

    /** Looks at what was opened, not at the path, which may lead elsewhere a moment later. */
    private void requireAllowed(OpenDirectory directory) throws IOException {
        try {
            var real = directory.realPath();
            if (!isBelowSourceRoot(real) || isReserved(real)) {
                throw new AccessDeniedException(
                        real.toString(), null, "The directory of the file system may no longer be used.");
            }
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }
}
