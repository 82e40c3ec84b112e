package io.coldkeep.persistence.source;

import io.coldkeep.domain.source.EntryAttributes;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.FileContent;
import io.coldkeep.domain.source.FilePlace;
import io.coldkeep.domain.source.RestoreTarget;
import io.coldkeep.domain.source.SourceEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills a hidden directory that nobody else can enter. A directory gets its own mode and times when all that is in it is
 * there. Entries that come depth first need each directory once; in any other order, directories are entered again.
 */
final class DirectoryTarget implements RestoreTarget {

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryTarget.class);
    private static final byte[] ITSELF = {'.'};
    private static final int OWNER_RIGHTS = 0700;
    private static final int SET_USER_ID = 04000;
    private static final int SET_GROUP_ID = 02000;
    private static final int COPY_BUFFER = 1 << 17;

    private final OpenDirectory fileSystem;
    private final byte[] hiddenName;
    private final Descent descent;
    private final FileStat made;
    private final Deque<Unfinished> unfinished = new ArrayDeque<>();
    private final ConcurrentLinkedDeque<byte[]> buffers = new ConcurrentLinkedDeque<>();
    private final Phaser places = new Phaser(1);
    private final WriteBack writeBack;
    private final AtomicLong withoutExtended = new AtomicLong();
    private boolean finished;

    private DirectoryTarget(OpenDirectory fileSystem, byte[] hiddenName, OpenDirectory hidden) throws IOException {
        this.fileSystem = fileSystem;
        this.hiddenName = hiddenName;
        this.descent = new Descent(hidden);
        this.made = hidden.stat();
        this.writeBack = new WriteBack(fileSystem::keepAll);
    }

    /** A directory that the entries have not left yet. */
    private static final class Unfinished {

        private final SourceEntry.Directory entry;
        private @Nullable BusyDirectory files;

        Unfinished(SourceEntry.Directory entry) {
            this.entry = entry;
        }

        EntryPath path() {
            return entry.path();
        }

        /** Has one more file put into it. */
        BusyDirectory enter(OpenDirectory current) throws IOException {
            var busy = files;
            if (busy == null || !busy.enter()) {
                busy = BusyDirectory.of(current);
                files = busy;
            }
            return busy;
        }

        /** Whether somebody is at its files, who will finish it when that is done. */
        boolean isLeftToFiles(BusyDirectory.Finish finish) {
            return files != null && files.isLeft(finish);
        }
    }

    /**
     * Makes the hidden directory.
     *
     * @param fileSystem closed together with the target
     * @throws FileAlreadyExistsException when there is one of that name
     */
    static DirectoryTarget create(OpenDirectory fileSystem, byte[] hiddenName) throws IOException {
        fileSystem.makeDirectory(hiddenName);
        return new DirectoryTarget(fileSystem, hiddenName, fileSystem.child(hiddenName));
    }

    @Override
    public void directory(SourceEntry.Directory directory) throws IOException {
        var path = directory.path();
        if (path.isRoot()) {
            require(unfinished.isEmpty() && !finished, path);
        } else {
            goToDirectoryOf(path);
            descent.current().makeDirectory(Names.last(path));
            descent.down(Names.last(path));
        }
        unfinished.addLast(new Unfinished(directory));
    }

    @Override
    public FilePlace place(SourceEntry.RegularFile file) throws IOException {
        goToDirectoryOf(file.path());
        var directory = unfinished.getLast().enter(descent.current());
        places.register();
        return new Place(file, directory);
    }

    private final class Place implements FilePlace {

        private final SourceEntry.RegularFile file;
        private final BusyDirectory busy;
        private boolean closed;

        Place(SourceEntry.RegularFile file, BusyDirectory busy) {
            this.file = file;
            this.busy = busy;
        }

        @Override
        public void fill(FileContent content) throws IOException {
            var directory = busy.directory();
            var name = Names.last(file.path());
            var channel = directory.makeFile(name);
            try (channel) {
                write(directory, name, channel, content);
            } catch (IOException e) {
                deletePart(directory, name, e);
                throw e;
            }
            setAttributes(directory, name, file.attributes());
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                try {
                    busy.exit();
                } finally {
                    places.arriveAndDeregister();
                }
            }
        }
    }

    private void write(OpenDirectory directory, byte[] name, FileChannel file, FileContent content) throws IOException {
        var free = buffers.pollFirst();
        var buffer = free == null ? new byte[COPY_BUFFER] : free;
        var at = content.skipHole();
        for (var read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            var bytes = ByteBuffer.wrap(buffer, 0, read);
            while (bytes.hasRemaining()) {
                at += file.write(bytes, at);
            }
            writeBack.wrote(read);
            at += content.skipHole();
        }
        if (content.isSparse() && file.size() < at) {
            directory.setLength(name, file, at);
        }
        directory.keepNow(file);
        buffers.addFirst(buffer);
    }

    @Override
    public boolean anotherName(SourceEntry.RegularFile file, EntryPath existing) throws IOException {
        goToDirectoryOf(file.path());
        try (var from = Descent.to(descent.root(), Names.parent(existing))) {
            descent.current().link(from.directory(), Names.last(existing), Names.last(file.path()));
            return true;
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException e) {
            return false; // a file has only so many names, some file systems know one, and some directories are closed
            // by now
        }
    }

    /** A part would look like the whole. */
    private static void deletePart(OpenDirectory directory, byte[] name, IOException why) {
        try {
            directory.delete(name);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    @Override
    public void symbolicLink(SourceEntry.SymbolicLink link) throws IOException {
        goToDirectoryOf(link.path());
        var name = Names.last(link.path());
        descent.current().makeLink(name, link.target().bytes());
        setOwner(descent.current(), name, link.attributes());
        descent.current().setModified(name, link.attributes().modified());
    }

    /** Goes to where an entry belongs, and finishes the directories that are left on the way. */
    private void goToDirectoryOf(EntryPath entry) throws IOException {
        var directory = Names.parent(entry);
        require(!entry.isRoot() && !unfinished.isEmpty(), entry);
        while (!directory.isWithin(unfinished.getLast().path())) {
            leave();
        }
        var names = Names.of(directory);
        for (var name : names.subList(descent.depth(), names.size())) {
            enterAgain(unfinished.getLast().path().child(name), name);
        }
    }

    /** Enters a directory that was finished too early: its own mode and time are those that it has by now. */
    private void enterAgain(EntryPath path, byte[] name) throws IOException {
        awaitFiles();
        var stat = descent.current().stat(name);
        require(stat.isDirectory(), path);
        if ((stat.permissions() & OWNER_RIGHTS) != OWNER_RIGHTS) {
            descent.current().setMode(name, stat.permissions() | OWNER_RIGHTS);
        }
        descent.down(name);
        unfinished.addLast(new Unfinished(new SourceEntry.Directory(path, stat.attributes())));
    }

    private void awaitFiles() {
        places.arriveAndAwaitAdvance();
    }

    private static void require(boolean holds, EntryPath entry) throws IOException {
        if (!holds) {
            throw new FileSystemException(entry.toString(), null, "An entry came without the directory that it is in");
        }
    }

    /** A directory that is not held is found by its path, which its files need while they are made. */
    private void leave() throws IOException {
        if (!descent.current().isHeld()) {
            awaitFiles();
        }
        var left = unfinished.removeLast();
        var attributes = left.entry.attributes();
        descent.current().keepNow();
        var isLeftToFiles = left.isLeftToFiles(directory -> setAttributes(directory, ITSELF, attributes));
        if (!left.path().isRoot()) {
            descent.up();
            if (!isLeftToFiles) {
                setAttributes(descent.current(), Names.last(left.path()), attributes);
            }
        } else if (!isLeftToFiles) {
            setAttributes(descent.root(), ITSELF, attributes); // whatever bears the hidden name by now
        }
    }

    private void setAttributes(OpenDirectory directory, byte[] name, EntryAttributes attributes) throws IOException {
        if (!attributes.extended().isEmpty() && !directory.setExtended(name, attributes.extended())) {
            withoutExtended.incrementAndGet();
        }
        var kept = setOwner(directory, name, attributes);
        directory.setModified(name, attributes.modified());
        directory.setMode(name, attributes.mode() & kept);
    }

    /**
     * Sets user and group where that is permitted.
     *
     * @return the mode bits that the entry may have: a set-id bit would lend the rights of somebody that it was not made for
     *     when the owner is not the one that was kept
     */
    private int setOwner(OpenDirectory directory, byte[] name, EntryAttributes attributes) {
        var refused = 0;
        if (attributes.uid() != made.uid() && !isPermitted(() -> directory.setUser(name, attributes.uid()))) {
            refused |= SET_USER_ID;
        }
        if (attributes.gid() != made.gid() && !isPermitted(() -> directory.setGroup(name, attributes.gid()))) {
            refused |= SET_GROUP_ID;
        }
        return ~refused;
    }

    private static boolean isPermitted(OwnerChange change) {
        try {
            change.make();
            return true;
        } catch (IOException e) {
            return false; // to give files away is root's right, and not even root's everywhere: not an error of a
            // restore
        }
    }

    @Override
    public void complete(String name) throws IOException {
        if (!finished) {
            finish();
            writeBack.finish();
        }
        finished = true;
        give(name);
    }

    @Override
    public void abandon(String name) throws IOException {
        if (!finished) {
            finish();
        }
        finished = true;
        give(name);
    }

    private void finish() throws IOException {
        while (!unfinished.isEmpty()) {
            leave();
        }
        awaitFiles();
        var lacking = withoutExtended.getAndSet(0);
        if (lacking > 0) {
            LOG.warn("{} restored entries lack extended attributes that cannot be set there", lacking);
        }
    }

    /** Renames the hidden directory, without new space where that is possible: the disk may be full. */
    private void give(String name) throws IOException {
        var visible = nameOf(name);
        requireHiddenIsOurs();
        if (!fileSystem.renameToFree(hiddenName, visible)) {
            claimAndRename(visible);
        }
        fileSystem.keepNames();
    }

    /**
     * A rename would replace an empty directory, so the name is first claimed by making one, which only succeeds when
     * nothing has it.
     */
    private void claimAndRename(byte[] visible) throws IOException {
        fileSystem.makeDirectory(visible);
        try {
            fileSystem.rename(hiddenName, visible);
        } catch (IOException e) {
            giveBack(visible);
            throw e;
        }
    }

    private static byte[] nameOf(String name) {
        var path = EntryPath.of(name.getBytes(StandardCharsets.UTF_8));
        if (path.isRoot() || !Names.parent(path).isRoot()) {
            throw new IllegalArgumentException("not one name: " + name);
        }
        return path.bytes();
    }

    private void requireHiddenIsOurs() throws IOException {
        try (var named = fileSystem.child(hiddenName)) {
            if (!named.identity().equals(descent.root().identity())) {
                throw new FileSystemException(null, null, "The hidden directory of the restore was replaced");
            }
        }
    }

    private void giveBack(byte[] claimed) throws IOException {
        try {
            fileSystem.delete(claimed);
        } catch (DirectoryNotEmptyException e) {
            throw new FileAlreadyExistsException(e.getFile()); // somebody began to use it
        }
    }

    @Override
    public void close() throws IOException {
        try (fileSystem;
                writeBack) {
            descent.close();
        }
    }

    private interface OwnerChange {
        void make() throws IOException;
    }
}
