package io.coldkeep.domain.filesystem;

import io.coldkeep.domain.access.Requester;
import io.coldkeep.domain.access.VaultAction;
import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.policy.BackupPolicy;
import io.coldkeep.domain.refusal.AlreadyExists;
import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.LimitExceeded;
import io.coldkeep.domain.refusal.NotFound;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.refusal.Subject;
import io.coldkeep.domain.refusal.WrongState;
import io.coldkeep.domain.source.SourceEntry;
import io.coldkeep.domain.tag.TagRepository;
import io.coldkeep.domain.tag.Taggable;
import io.coldkeep.domain.tag.Tags;
import io.coldkeep.domain.time.Instants;
import io.coldkeep.domain.tx.Transactions;
import io.coldkeep.domain.work.Work;
import io.coldkeep.domain.work.WorkQueue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** What can be done with file systems. */
public final class FileSystemService implements Taggable {

    /** AWS's default quota per account and region. */
    public static final int MAX_FILE_SYSTEMS = 1000;

    /** Throughput changes at most this often. */
    private static final Duration THROUGHPUT_PAUSE = Duration.ofHours(24);

    /** What Amazon EFS meters for a file system without files. */
    private static final long EMPTY_SIZE = 6144;

    private final FileSystemRepository fileSystems;
    private final FileSystemDirectories directories;
    private final TagRepository tags;
    private final WorkQueue queue;
    private final Transactions transactions;
    private final InstantSource clock;
    private final RandomGenerator random;

    public FileSystemService(
            FileSystemRepository fileSystems,
            FileSystemDirectories directories,
            TagRepository tags,
            WorkQueue queue,
            Transactions transactions,
            InstantSource clock,
            RandomGenerator random) {
        this.fileSystems = fileSystems;
        this.directories = directories;
        this.tags = tags;
        this.queue = queue;
        this.transactions = transactions;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Makes a file system: over the existing directory that the tag {@value NewFileSystem#SOURCE_PATH_TAG} names, or
     * over a new empty one.
     *
     * @throws AlreadyExists when the creation token was used before, whatever else was asked then
     * @throws LimitExceeded when the owner has {@value #MAX_FILE_SYSTEMS}
     */
    public FileSystem create(Owner owner, NewFileSystem wanted) {
        fileSystems.findByCreationToken(owner, wanted.creationToken()).ifPresent(FileSystemService::refuseToken);
        if (fileSystems.count(owner) >= MAX_FILE_SYSTEMS) {
            throw new LimitExceeded(
                    Subject.FILE_SYSTEM,
                    "The account has " + MAX_FILE_SYSTEMS + " file systems in this region, the limit.");
        }
        var fileSystem = describe(owner, wanted);
        if (fileSystem.adoptedDirectory().isEmpty()) {
            makeDirectory(
                    fileSystem.id()); // before the row: a crash leaves an empty directory, never a row without one
        }
        try {
            transactions.inOne(() -> store(fileSystem, wanted.tags()));
        } catch (RuntimeException e) {
            discardDirectory(fileSystem, e);
            throw e;
        }
        return fileSystem;
    }

    private FileSystem describe(Owner owner, NewFileSystem wanted) {
        var now = Instants.millis(clock.instant());
        return new FileSystem(
                owner,
                FileSystemId.random(random),
                wanted.creationToken(),
                now,
                FileSystem.State.AVAILABLE,
                wanted.performanceMode(),
                wanted.throughput(),
                Optional.empty(),
                wanted.encrypted(),
                wanted.kmsKeyId(),
                wanted.availabilityZoneName(),
                wanted.wantsBackup()
                        ? BackupPolicy.NEVER_SET.put(BackupPolicy.Setting.ENABLED)
                        : BackupPolicy.NEVER_SET,
                Tiering.NONE,
                new FileSystemSize(EMPTY_SIZE, now),
                wanted.sourcePath().map(directories::adopt));
    }

    private void makeDirectory(FileSystemId id) {
        try {
            directories.create(id);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes back the directory of a file system that was not stored; where that fails, an empty directory stays. */
    private void discardDirectory(FileSystem fileSystem, RuntimeException why) {
        try {
            // A commit whose answer got lost has stored it after all.
            if (fileSystems.find(fileSystem.owner(), fileSystem.id()).isEmpty()) {
                directories.delete(fileSystem);
            }
        } catch (IOException | RuntimeException e) {
            why.addSuppressed(e);
        }
    }

    private void store(FileSystem fileSystem, Tags given) {
        if (!fileSystems.add(fileSystem)) {
            refuseToken(fileSystems
                    .findByCreationToken(fileSystem.owner(), fileSystem.creationToken())
                    .orElseThrow());
        }
        tags.update(fileSystem.owner(), fileSystem.arn(), old -> given);
        var id = fileSystem.id().value();
        if (fileSystem.backupPolicy().isInTransition()) {
            queue.enqueue(new Work.SettleBackupPolicy(fileSystem.owner(), id), fileSystem.creationTime());
        }
        if (fileSystem.adoptedDirectory().isPresent()) {
            queue.enqueue(new Work.MeasureFileSystem(fileSystem.owner(), id), fileSystem.creationTime());
        }
    }

    private static void refuseToken(FileSystem existing) {
        throw new AlreadyExists(
                Subject.FILE_SYSTEM,
                existing.id().value(),
                existing.creationToken(),
                "File system '" + existing.id() + "' already exists with creation token '" + existing.creationToken()
                        + "'");
    }

    /** @throws NotFound when there is none of that id */
    public FileSystem require(Owner owner, FileSystemId id) {
        return fileSystems.find(owner, id).orElseThrow(() -> notFound(id));
    }

    public Optional<FileSystem> find(Owner owner, FileSystemId id) {
        return fileSystems.find(owner, id);
    }

    /** @throws WrongState also when it is being deleted */
    public FileSystem requireAvailable(Owner owner, FileSystemId id) {
        return require(owner, id).requireAvailable();
    }

    private static NotFound notFound(FileSystemId id) {
        return new NotFound(Subject.FILE_SYSTEM, id.value());
    }

    public Page<FileSystem> list(Owner owner, PageRequest page) {
        return fileSystems.list(owner, page);
    }

    /** The one made with that token, if there is one. */
    public List<FileSystem> findByCreationToken(Owner owner, String token) {
        return fileSystems.findByCreationToken(owner, token).stream().toList();
    }

    public Tags tagsOf(FileSystem fileSystem) {
        return tags.find(fileSystem.owner(), fileSystem.arn());
    }

    /** The tags of several file systems of one owner, by ARN; those without are absent. */
    public Map<Arn, Tags> tagsOf(Owner owner, List<FileSystem> several) {
        return tags.findAll(owner, several.stream().map(FileSystem::arn).toList());
    }

    /**
     * Changes the throughput; what is not given stays.
     *
     * @throws WrongState when it changed less than 24 hours ago, or the file system is not available
     */
    public FileSystem update(
            Owner owner, FileSystemId id, Optional<Throughput.Mode> mode, Optional<Double> provisionedMibps) {
        var now = Instants.millis(clock.instant());
        return change(owner, id, fileSystem -> {
            var wanted = throughput(fileSystem.throughput(), mode, provisionedMibps);
            if (wanted.equals(fileSystem.throughput())) {
                return fileSystem;
            }
            fileSystem
                    .throughputChangedAt()
                    .filter(at -> now.isBefore(at.plus(THROUGHPUT_PAUSE)))
                    .ifPresent(at -> {
                        throw new WrongState(
                                WrongState.Reason.TOO_SOON,
                                "The throughput of file system '" + id + "' can be changed again after "
                                        + at.plus(THROUGHPUT_PAUSE) + ".");
                    });
            return fileSystem.withThroughput(wanted, now);
        });
    }

    private static Throughput throughput(
            Throughput current, Optional<Throughput.Mode> mode, Optional<Double> provisionedMibps) {
        var newMode = mode.orElse(current.mode());
        var keepsRate = newMode == Throughput.Mode.PROVISIONED && newMode == current.mode();
        return new Throughput(
                newMode, provisionedMibps.or(() -> keepsRate ? current.provisionedMibps() : Optional.empty()));
    }

    public FileSystem putTiering(Owner owner, FileSystemId id, Tiering tiering) {
        return change(owner, id, fileSystem -> fileSystem.withTiering(tiering));
    }

    /**
     * Starts the deletion and answers the file system; recovery points stay. Asked again, it changes nothing.
     *
     * @throws NotFound when there is none of that id
     */
    public FileSystem delete(Owner owner, FileSystemId id) {
        return transactions.inOne(() -> {
            var deleting = fileSystems
                    .update(owner, id, fileSystem -> fileSystem.withState(FileSystem.State.DELETING))
                    .orElseThrow(() -> notFound(id));
            queue.enqueue(new Work.DeleteFileSystem(owner, id.value()), clock.instant());
            return deleting;
        });
    }

    /**
     * Does the deletion that {@link #delete} started; nothing when it is done. Writes first that it is being deleted, though
     * that is written already: once this is durable, so is that.
     */
    public void finishDeletion(Owner owner, FileSystemId id) throws IOException {
        var fileSystem = fileSystems.find(owner, id).filter(found -> found.state() == FileSystem.State.DELETING);
        if (fileSystem.isPresent()) {
            transactions.inOne(() -> {
                fileSystems.update(owner, id, found -> found.withState(FileSystem.State.DELETING));
            });
            directories.delete(fileSystem.get());
            transactions.inOne(() -> {
                fileSystems.remove(owner, id);
                tags.removeAll(owner, id.arn(owner));
            });
        }
    }

    /** Adds up the sizes of the files. */
    public void measure(Owner owner, FileSystemId id) throws IOException {
        var fileSystem = fileSystems.find(owner, id);
        if (fileSystem.isPresent()) {
            var bytes = sizeOf(fileSystem.get());
            measured(owner, id, bytes, Instants.millis(clock.instant()));
        }
    }

    private long sizeOf(FileSystem fileSystem) throws IOException {
        var bytes = 0L;
        try (var source = directories.source(fileSystem)) {
            for (var entry = source.next(); entry.isPresent(); entry = source.next()) {
                if (entry.get() instanceof SourceEntry.RegularFile file) {
                    bytes += file.size();
                }
            }
        }
        return bytes;
    }

    /** Notes a measured size. */
    public void measured(Owner owner, FileSystemId id, long bytes, Instant at) {
        fileSystems.update(
                owner, id, fileSystem -> fileSystem.withSize(new FileSystemSize(Math.max(bytes, EMPTY_SIZE), at)));
    }

    private FileSystem change(Owner owner, FileSystemId id, UnaryOperator<FileSystem> change) {
        return transactions.inOne(() -> fileSystems
                .update(owner, id, fileSystem -> change.apply(fileSystem.requireAvailable()))
                .orElseThrow(() -> notFound(id)));
    }

    @Override
    public boolean bears(Owner owner, Arn resource) {
        return FileSystemId.ofArn(owner, resource).isPresent();
    }

    @Override
    public void requireTaggable(Requester who, VaultAction action, Arn resource) {
        require(who.owner(), FileSystemId.ofArn(who.owner(), resource).orElseThrow());
    }

    /** The directory is chosen once: its tag stays as it was when the file system was made. */
    @Override
    public void checkChange(Tags before, Tags after) {
        var key = NewFileSystem.SOURCE_PATH_TAG;
        if (!before.get(key).equals(after.get(key))) {
            throw new RuleBroken(new InvalidValue(
                    "Tags", "must not add, change or remove '" + key + "' once the file system is made"));
        }
    }
}
