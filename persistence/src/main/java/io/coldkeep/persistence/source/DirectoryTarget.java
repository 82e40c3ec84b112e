package io.coldkeep.persistence.source;

import io.coldkeep.domain.source.EntryAttributes;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.FileContent;
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
    private final Deque<SourceEntry.Directory> unfinished = new ArrayDeque<>();
    private final byte[] buffer = new byte[COPY_BUFFER];
    private long withoutExtended;
    private boolean finished;

    private DirectoryTarget(OpenDirectory fileSystem, byte[] hiddenName, OpenDirectory hidden) throws IOException {
        this.fileSystem = fileSystem;
        this.hiddenName = hiddenName;
        this.descent = new Descent(hidden);
        this.made = hidden.stat();
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
        unfinished.addLast(directory);
    }

    @Override
    public void file(SourceEntry.RegularFile file, FileContent content) throws IOException {
        goToDirectoryOf(file.path());
        var name = Names.last(file.path());
        var channel = descent.current().makeFile(name);
        try (channel) {
            fill(name, channel, content);
        } catch (IOException e) {
            deletePart(name, e);
            throw e;
        }
        setAttributes(descent.current(), name, file.attributes());
    }

    private void fill(byte[] name, FileChannel file, FileContent content) throws IOException {
        var at = content.skipHole();
        for (var read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            var bytes = ByteBuffer.wrap(buffer, 0, read);
            while (bytes.hasRemaining()) {
                at += file.write(bytes, at);
            }
            at += content.skipHole();
        }
        if (content.isSparse() && file.size() < at) {
            descent.current().setLength(name, file, at);
        }
        descent.current().keepNow(file);
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
    private void deletePart(byte[] name, IOException why) {
        try {
            descent.current().delete(name);
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
        var stat = descent.current().stat(name);
        require(stat.isDirectory(), path);
        if ((stat.permissions() & OWNER_RIGHTS) != OWNER_RIGHTS) {
            descent.current().setMode(name, stat.permissions() | OWNER_RIGHTS);
        }
        descent.down(name);
        unfinished.addLast(new SourceEntry.Directory(path, stat.attributes()));
    }

    private static void require(boolean holds, EntryPath entry) throws IOException {
        if (!holds) {
            throw new FileSystemException(entry.toString(), null, "An entry came without the directory that it is in");
        }
    }

    private void leave() throws IOException {
        var left = unfinished.removeLast();
        descent.current().keepNow();
        if (left.path().isRoot()) {
            setAttributes(descent.root(), ITSELF, left.attributes()); // whatever bears the hidden name by now
        } else {
            descent.up();
            setAttributes(descent.current(), Names.last(left.path()), left.attributes());
        }
    }

    private void setAttributes(OpenDirectory directory, byte[] name, EntryAttributes attributes) throws IOException {
        if (!attributes.extended().isEmpty() && !directory.setExtended(name, attributes.extended())) {
            withoutExtended++;
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
            fileSystem.keepAll();
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
        if (withoutExtended > 0) {
            LOG.warn("{} restored entries lack extended attributes that cannot be set there", withoutExtended);
            withoutExtended = 0;
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
        try (fileSystem) {
            descent.close();
        }
    }

    private interface OwnerChange {
        void make() throws IOException;
    }
}
