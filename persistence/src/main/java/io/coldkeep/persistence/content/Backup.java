package io.coldkeep.persistence.content;

import io.coldkeep.domain.source.BackupSource;
import io.coldkeep.domain.source.ExtendedAttributes;
import io.coldkeep.domain.source.SourceEntry;
import io.coldkeep.domain.source.Unread;
import io.coldkeep.persistence.content.blob.ArchivedBlobException;
import io.coldkeep.persistence.content.blob.NoSuchBlobException;
import io.coldkeep.persistence.content.chunk.Chunker;
import io.coldkeep.persistence.content.index.ChunkId;
import io.coldkeep.persistence.content.manifest.Body;
import io.coldkeep.persistence.content.manifest.Entry;
import io.coldkeep.persistence.content.pack.DamagedFrameException;
import io.coldkeep.persistence.content.pack.FrameCodec;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tree and keeps it. The thread that calls reads and cuts, the crew does the rest. Entries get into the manifest in the
 * order of the tree, each when its chunks are known.
 *
 * <p>A file that cannot be read to its end is noted and left out. One that changes while it is read is read again; when it does so
 * each time, it is noted and kept as it was read last.
 */
final class Backup {

    /** Longer paths are no paths of a file system; they are noted and left out. */
    private static final int MAX_PATH_LENGTH = 1 << 18;

    /** Small files are kept together until there are so many bytes of them. */
    private static final int GROUP = 1 << 20;

    /** How often a file is read that changes meanwhile. */
    private static final int MOST_READINGS = 3;

    private static final int MOST_WAITING = 4096;
    private static final int MOST_WEIGHT_WAITING = 8 << 20;
    private static final int MOST_IDS_WAITING = 4 * Body.MAX_LISTED;
    /** A file needs one byte of ids for at least so many of its own. */
    private static final int BYTES_FOR_ONE_OF_IDS = Chunker.MIN / ChunkId.LENGTH;

    private static final int READ_AHEAD = 3 * Chunker.MAX;

    private final BackupSource source;
    private final PreviousTree previous;
    private final ChunkWriter chunks;
    private final ManifestWriter manifest;
    private final Chunker chunker;
    private final SteadyProgress progress;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private Unread unread = Unread.NONE;
    private final SeveralNames<Kindred> names = new SeveralNames<>();
    private long handled;
    private long dataRead;
    private int idsWaiting;
    private long weightWaiting;
    private ChunkWriter.@Nullable Batch group;
    private byte @Nullable [] window;

    Backup(
            BackupSource source,
            PreviousTree previous,
            ChunkWriter chunks,
            ManifestWriter manifest,
            Chunker chunker,
            SteadyProgress progress) {
        this.source = source;
        this.previous = previous;
        this.chunks = chunks;
        this.manifest = manifest;
        this.chunker = chunker;
        this.progress = progress;
    }

    /** Reads all of it. */
    Unread run() throws IOException {
        try {
            return read();
        } finally {
            if (group != null) {
                chunks.drop(group);
            }
        }
    }

    private Unread read() throws IOException {
        for (var entry = source.next(); entry.isPresent(); entry = source.next()) {
            add(entry.get());
            drain();
            report();
        }
        keepGroup();
        while (!waiting.isEmpty()) {
            addFirst();
            report();
        }
        chunks.finish();
        return source.unreadable().plus(unread);
    }

    /** Bytes of files that were read, each as often as it was. */
    long dataRead() {
        return dataRead;
    }

    /** What is read again is no progress. */
    private void report() {
        progress.at(handled);
    }

    private void add(SourceEntry entry) throws IOException {
        if (entry.path().length() > MAX_PATH_LENGTH) {
            note(entry.path().toString());
        } else if (entry instanceof SourceEntry.RegularFile file) {
            addFile(file);
        } else {
            add(Waiting.forNothing(Entry.of(entry)));
        }
    }

    private void add(Waiting entry) {
        waiting.addLast(entry);
        idsWaiting += entry.ids();
        weightWaiting += entry.weight();
    }

    /** What waits behind a batch that is not full would wait for ever, and what is in front of it is done sooner or later. */
    private void drain() throws IOException {
        while (!waiting.isEmpty() && waiting.peekFirst().isDone()) {
            addFirst();
        }
        if (waiting.size() >= MOST_WAITING || idsWaiting >= MOST_IDS_WAITING || weightWaiting >= MOST_WEIGHT_WAITING) {
            keepGroup();
            addFirst();
        }
    }

    private void addFirst() throws IOException {
        var first = waiting.removeFirst();
        idsWaiting -= first.ids();
        weightWaiting -= first.weight();
        first.add(manifest);
    }

    private void addFile(SourceEntry.RegularFile file) throws IOException {
        var same = previous.unchanged(file, progress::again);
        if (same.isPresent()) {
            add(new Waiting.Again(same.get()));
            handled += file.size();
            return;
        }
        var kindred = names.find(file);
        if (kindred.isPresent()) {
            add(kindred.get().under(file));
            handled += file.size();
            return;
        }
        readFile(file);
    }

    private void readFile(SourceEntry.RegularFile file) throws IOException {
        var before = handled;
        try {
            var readings = 1;
            while (!isRead(file, readings == MOST_READINGS)) {
                handled = before;
                readings++;
            }
        } catch (UnreadableException e) {
            handled = before;
            note(file.path().toString());
        }
    }

    /** Reads a file; whether it is kept as it was read. */
    private boolean isRead(SourceEntry.RegularFile file, boolean isLastTime) throws IOException {
        try (var opened = ask(() -> source.open(file))) {
            var found = ask(opened::look);
            var bytes = new FileBytes(ask(opened::content));
            var read = readAndCount(bytes);
            var isSteady = bytes.size() == found.size() && ask(opened::look).isUnchangedFrom(found);
            if (!isSteady && !isLastTime) {
                return false;
            }
            if (!isSteady) {
                note(file.path() + " (changed while it was read)");
            }
            keep(found.withSize(bytes.size()), read);
            return true;
        }
    }

    private Read readAndCount(FileBytes bytes) throws IOException {
        try {
            return read(bytes);
        } finally {
            dataRead += bytes.dataRead();
        }
    }

    private void keep(SourceEntry.RegularFile file, Read read) {
        var kept = new Kindred(file.attributes().extended(), read.keep().get());
        add(kept.under(file));
        names.add(file, kept, file.attributes().extended().size() + read.bytes() / BYTES_FOR_ONE_OF_IDS);
    }

    /** A file that is kept under one of its names. */
    private record Kindred(ExtendedAttributes extended, Function<SourceEntry.RegularFile, Waiting> content) {

        Waiting under(SourceEntry.RegularFile name) {
            return content.apply(name.withAttributes(name.attributes().withExtended(extended)));
        }
    }

    /**
     * Bytes that may be kept, or read again.
     *
     * @param bytes how many
     * @param keep answers what gets into the manifest under each name of the file
     */
    private record Read(long bytes, Supplier<Function<SourceEntry.RegularFile, Waiting>> keep) {}

    /** What cannot be asked of the source is no failure of the backup. */
    private static final class UnreadableException extends IOException {

        private static final long serialVersionUID = 1;

        UnreadableException(IOException cause) {
            super(cause);
        }
    }

    /** Something that is asked of the source. */
    @FunctionalInterface
    private interface Question<T> {
        T ask() throws IOException;
    }

    private static <T> T ask(Question<T> question) throws IOException {
        try {
            return question.ask();
        } catch (ClosedByInterruptException | DamagedFrameException | NoSuchBlobException | ArchivedBlobException e) {
            throw e; // the thread is to end, or a copy meets what is damaged or archived: that is not the file's fault
        } catch (IOException e) {
            throw new UnreadableException(e);
        }
    }

    private Read read(FileBytes bytes) throws IOException {
        var batch = groupWithRoom();
        var length = ask(() -> bytes.read(batch.buffer(), batch.length(), Chunker.MIN + 1));
        return length > Chunker.MIN ? readLarge(bytes, batch, length) : readSmall(bytes, batch, length);
    }

    private ChunkWriter.Batch groupWithRoom() {
        var current = group;
        if (current != null && (current.length() >= GROUP || current.pieces() == FrameCodec.MAX_CHUNKS)) {
            keepGroup();
            current = null;
        }
        if (current == null) {
            current = chunks.begin();
            group = current;
        }
        return current;
    }

    private void keepGroup() {
        if (group != null) {
            chunks.keep(group);
            group = null;
        }
    }

    private Read readSmall(FileBytes file, ChunkWriter.Batch batch, int length) {
        handled += file.size();
        var isSparse = file.isSparse();
        if (length <= Body.MAX_INLINE) {
            var bytes = Arrays.copyOfRange(batch.buffer(), batch.length(), batch.length() + length);
            var body = Optional.<Body>of(new Body.Inline(bytes));
            return new Read(length, () -> name -> Waiting.forNothing(new Entry(name, body, isSparse)));
        }
        return new Read(length, () -> {
            var chunk = batch.add(length);
            return name -> new Waiting.ForChunk(name, chunk, isSparse);
        });
    }

    /** A piece is cut when as much as the longest piece has been read, or all. */
    private Read readLarge(FileBytes file, ChunkWriter.Batch beginning, int beginningLength) throws IOException {
        var bytes = window();
        System.arraycopy(beginning.buffer(), beginning.length(), bytes, 0, beginningLength);
        keepGroup();
        var before = handled;
        var body = new LargeBody(manifest);
        var from = 0;
        var to = beginningLength;
        var total = 0L;
        var isAtEnd = false;
        while (from < to || !isAtEnd) {
            if (!isAtEnd && to - from < Chunker.MAX) {
                System.arraycopy(bytes, from, bytes, 0, to - from);
                to -= from;
                from = 0;
                var room = to;
                var length = ask(() -> file.read(bytes, room, bytes.length - room));
                isAtEnd = length < bytes.length - to;
                to += length;
            } else {
                var length = chunker.cut(bytes, from, to);
                body.add(keep(bytes, from, length));
                from += length;
                total += length;
                handled = before + file.size();
                report();
            }
        }
        var isSparse = file.isSparse();
        return new Read(total, () -> name -> new Waiting.ForBody(name, body, isSparse));
    }

    private byte[] window() {
        if (window == null) {
            window = new byte[READ_AHEAD];
        }
        return window;
    }

    private Kept keep(byte[] bytes, int from, int length) {
        var batch = chunks.begin();
        System.arraycopy(bytes, from, batch.buffer(), 0, length);
        var kept = batch.add(length);
        chunks.keep(batch);
        return kept;
    }

    private void note(String path) {
        unread = unread.and(path);
    }
}
