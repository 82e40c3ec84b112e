package io.coldkeep.domain.memory;

import io.coldkeep.domain.filesystem.FileSystem;
import io.coldkeep.domain.filesystem.FileSystemDirectories;
import io.coldkeep.domain.filesystem.FileSystemId;
import io.coldkeep.domain.filesystem.NewFileSystem;
import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.source.BackupSource;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.FileContent;
import io.coldkeep.domain.source.FilePlace;
import io.coldkeep.domain.source.OpenFile;
import io.coldkeep.domain.source.RestoreTarget;
import io.coldkeep.domain.source.SourceEntry;
import io.coldkeep.domain.source.Unread;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Directories in memory. A test may make files unreadable and have things happen while a file is being read. */
public final class MemoryDirectories implements FileSystemDirectories {

    private final Map<FileSystemId, MemoryTree> own = new ConcurrentHashMap<>();
    private final Map<String, MemoryTree> adoptable = new ConcurrentHashMap<>();
    private final Map<UUID, MemoryTree> hidden = new ConcurrentHashMap<>();
    private final Set<EntryPath> unreadable = ConcurrentHashMap.newKeySet();
    private volatile Runnable whileReading = () -> {};
    private volatile Runnable whileWriting = () -> {};
    private volatile Runnable beforeCreating = () -> {};
    private volatile Runnable beforeDiscarding = () -> {};

    /** Makes a directory that may be adopted by that path. */
    public MemoryTree allow(String path) {
        return adoptable.computeIfAbsent(path, key -> new MemoryTree());
    }

    /** Takes away a directory that was adopted, as somebody outside of the service might. */
    public void takeAway(String path) {
        adoptable.remove(path);
    }

    /** From now on, files of that path cannot be read. */
    public void makeUnreadable(String path) {
        unreadable.add(EntryPath.parse(path));
    }

    /** What happens, once, when the next file is opened. */
    public void whileReading(Runnable action) {
        whileReading = action;
    }

    /** What happens, once, when the next file is restored. */
    public void whileWriting(Runnable action) {
        whileWriting = action;
    }

    /** What happens, once, before the next directory is made. */
    public void beforeCreating(Runnable action) {
        beforeCreating = action;
    }

    /** What happens, once, before the next hidden directory is discarded. */
    public void beforeDiscarding(Runnable action) {
        beforeDiscarding = action;
    }

    /** The tree of the file system. */
    public MemoryTree tree(FileSystem fileSystem) {
        return find(fileSystem).orElseThrow();
    }

    public boolean exists(FileSystem fileSystem) {
        return find(fileSystem).isPresent();
    }

    /** The file systems whose own directories are there. */
    public Set<FileSystemId> made() {
        return Set.copyOf(own.keySet());
    }

    /** The attempts at restores whose hidden directories are there. */
    public Set<UUID> hiddenTargets() {
        return Set.copyOf(hidden.keySet());
    }

    private Optional<MemoryTree> find(FileSystem fileSystem) {
        return Optional.ofNullable(
                fileSystem.adoptedDirectory().map(adoptable::get).orElseGet(() -> own.get(fileSystem.id())));
    }

    @Override
    public void create(FileSystemId id) {
        var action = beforeCreating;
        beforeCreating = () -> {};
        action.run();
        own.computeIfAbsent(id, key -> new MemoryTree());
    }

    @Override
    public String adopt(String path) {
        if (!adoptable.containsKey(path)) {
            throw new RuleBroken(new InvalidValue(
                    NewFileSystem.SOURCE_PATH_TAG, "must be a directory below an allowed root, was '" + path + "'"));
        }
        return path;
    }

    @Override
    public BackupSource source(FileSystem fileSystem) throws IOException {
        return new Source(fileSystem.arn().toString(), require(fileSystem));
    }

    private MemoryTree require(FileSystem fileSystem) throws IOException {
        return find(fileSystem)
                .orElseThrow(() -> new NoSuchFileException(fileSystem.id().value(), null, "the directory is gone"));
    }

    @Override
    public RestoreTarget target(FileSystem fileSystem, UUID attempt) throws IOException {
        var target = new Target(require(fileSystem), attempt);
        hidden.put(attempt, new MemoryTree());
        return target;
    }

    @Override
    public void discardTarget(FileSystem fileSystem, UUID attempt) {
        var action = beforeDiscarding;
        beforeDiscarding = () -> {};
        action.run();
        hidden.remove(attempt);
    }

    @Override
    public void delete(FileSystem fileSystem) {
        if (fileSystem.adoptedDirectory().isEmpty()) {
            own.remove(fileSystem.id());
        }
    }

    private final class Source implements BackupSource {

        private final String name;
        private final Iterator<MemoryTree.Node> nodes;
        private Optional<MemoryTree.Node> current = Optional.empty();

        private Source(String name, MemoryTree tree) {
            this.name = name;
            this.nodes = tree.nodes().iterator();
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Optional<SourceEntry> next() {
            current = nodes.hasNext() ? Optional.of(nodes.next()) : Optional.empty();
            return current.map(MemoryTree.Node::entry);
        }

        @Override
        public OpenFile open(SourceEntry.RegularFile file) throws IOException {
            var action = whileReading;
            whileReading = () -> {};
            action.run();
            if (unreadable.contains(file.path())) {
                throw new AccessDeniedException(file.path().toString());
            }
            return OpenFile.of(
                    file, new ByteArrayInputStream(current.orElseThrow().content()));
        }

        @Override
        public Unread unreadable() {
            return Unread.NONE;
        }

        @Override
        public void close() {}
    }

    private final class Target implements RestoreTarget {

        private final MemoryTree fileSystem;
        private final UUID attempt;

        private Target(MemoryTree fileSystem, UUID attempt) {
            this.fileSystem = fileSystem;
            this.attempt = attempt;
        }

        private MemoryTree tree() throws IOException {
            return Optional.ofNullable(hidden.get(attempt))
                    .orElseThrow(() -> new NoSuchFileException(attempt.toString()));
        }

        @Override
        public void directory(SourceEntry.Directory directory) throws IOException {
            tree().put(directory, new byte[0]);
        }

        @Override
        public FilePlace place(SourceEntry.RegularFile file) {
            return new FilePlace() {
                @Override
                public void fill(FileContent content) throws IOException {
                    var action = whileWriting;
                    whileWriting = () -> {};
                    action.run();
                    tree().put(file, content.readAllBytes());
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public boolean anotherName(SourceEntry.RegularFile file, EntryPath existing) {
            return false; // files in memory have one name
        }

        @Override
        public void symbolicLink(SourceEntry.SymbolicLink link) throws IOException {
            tree().put(link, new byte[0]);
        }

        @Override
        public void complete(String name) throws IOException {
            fileSystem.graft(name, tree());
            hidden.remove(attempt);
        }

        @Override
        public void abandon(String name) throws IOException {
            complete(name);
        }

        @Override
        public void close() {}
    }
}
