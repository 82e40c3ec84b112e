package io.coldkeep.persistence.content;

import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.source.BackupSource;
import io.coldkeep.domain.source.SourceEntry;
import io.coldkeep.domain.source.Unread;
import io.coldkeep.persistence.content.blob.NoSuchBlobException;
import io.coldkeep.persistence.content.chunk.Chunker;
import io.coldkeep.persistence.content.manifest.Body;
import io.coldkeep.persistence.content.manifest.Entry;
import io.coldkeep.persistence.content.pack.DamagedFrameException;
import io.coldkeep.persistence.content.pack.FrameCodec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tree and keeps it. The thread that calls reads and cuts, the crew does the rest. Entries get into the manifest in the
 * order of the tree, each when its chunks are known.
 *
 * <p>A file that cannot be read to its end is noted and left out. One that is not as long as it was is noted and kept as it was
 * read.
 */
final class Backup {

    /** Longer paths are no paths of a file system; they are noted and left out. */
    private static final int MAX_PATH_LENGTH = 1 << 18;

    /** Small files are kept together until there are so many bytes of them. */
    private static final int GROUP = 1 << 20;

    private static final int MOST_WAITING = 4096;
    private static final int MOST_IDS_WAITING = 4 * Body.MAX_LISTED;
    private static final int READ_AHEAD = 3 * Chunker.MAX;

    private final BackupSource source;
    private final PreviousTree previous;
    private final ChunkWriter chunks;
    private final ManifestWriter manifest;
    private final Chunker chunker;
    private final Progress progress;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private Unread unread = Unread.NONE;
    private long handled;
    private int idsWaiting;
    private ChunkWriter.@Nullable Batch group;
    private byte @Nullable [] window;

    Backup(
            BackupSource source,
            PreviousTree previous,
            ChunkWriter chunks,
            ManifestWriter manifest,
            Chunker chunker,
            Progress progress) {
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
            progress.at(handled);
        }
        keepGroup();
        while (!waiting.isEmpty()) {
            addFirst();
        }
        chunks.finish();
        return source.unreadable().plus(unread);
    }

    private void add(SourceEntry entry) throws IOException {
        if (entry.path().bytes().length > MAX_PATH_LENGTH) {
            note(entry);
        } else if (entry instanceof SourceEntry.RegularFile file) {
            addFile(file);
        } else {
            waiting.addLast(Waiting.forNothing(new Entry(entry, Optional.empty())));
        }
    }

    /** What waits behind a batch that is not full would wait for ever, and what is in front of it is done sooner or later. */
    private void drain() throws IOException {
        while (!waiting.isEmpty() && waiting.peekFirst().isDone()) {
            addFirst();
        }
        if (waiting.size() >= MOST_WAITING || idsWaiting >= MOST_IDS_WAITING) {
            keepGroup();
            addFirst();
        }
    }

    private void addFirst() throws IOException {
        var first = waiting.removeFirst();
        idsWaiting -= first.ids();
        first.add(manifest);
    }

    private void addFile(SourceEntry.RegularFile file) throws IOException {
        var same = previous.unchanged(file);
        if (same.isPresent()) {
            var again = new Waiting.Again(new Entry(file, same));
            waiting.addLast(again);
            idsWaiting += again.ids();
            handled += file.size();
            return;
        }
        var opened = open(file);
        if (opened.isPresent()) {
            try (var content = opened.get()) {
                addContent(file, content);
            }
        }
    }

    private Optional<InputStream> open(SourceEntry.RegularFile file) throws IOException {
        try {
            return Optional.of(source.open(file));
        } catch (ClosedByInterruptException | DamagedFrameException | NoSuchBlobException e) {
            throw e; // the thread is to end, which says nothing about the file; or what is copied is damaged
        } catch (IOException e) {
            note(file);
            return Optional.empty();
        }
    }

    private void addContent(SourceEntry.RegularFile file, InputStream content) throws IOException {
        var batch = groupWithRoom();
        var length = read(content, batch.buffer(), batch.length(), Chunker.MIN + 1);
        if (length < 0) {
            note(file);
        } else if (length > Chunker.MIN) {
            addLarge(file, content, batch, length);
        } else {
            addSmall(file, batch, length);
        }
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

    private void addSmall(SourceEntry.RegularFile file, ChunkWriter.Batch batch, int length) {
        var read = asRead(file, length);
        if (length <= Body.MAX_INLINE) {
            var bytes = Arrays.copyOfRange(batch.buffer(), batch.length(), batch.length() + length);
            waiting.addLast(Waiting.forNothing(new Entry(read, Optional.of(new Body.Inline(bytes)))));
        } else {
            waiting.addLast(new Waiting.ForChunk(read, batch.add(length)));
        }
        handled += length;
    }

    private SourceEntry.RegularFile asRead(SourceEntry.RegularFile file, long length) {
        if (length == file.size()) {
            return file;
        }
        note(file);
        return new SourceEntry.RegularFile(file.path(), file.attributes(), length);
    }

    /** A piece is cut when as much as the longest piece has been read, or all. */
    private void addLarge(
            SourceEntry.RegularFile file, InputStream content, ChunkWriter.Batch beginning, int beginningLength)
            throws IOException {
        var bytes = window();
        System.arraycopy(beginning.buffer(), beginning.length(), bytes, 0, beginningLength);
        keepGroup();
        var body = new LargeBody(manifest);
        var from = 0;
        var to = beginningLength;
        var total = (long) beginningLength;
        var isAtEnd = false;
        while (from < to || !isAtEnd) {
            if (!isAtEnd && to - from < Chunker.MAX) {
                System.arraycopy(bytes, from, bytes, 0, to - from);
                to -= from;
                from = 0;
                var length = read(content, bytes, to, bytes.length - to);
                if (length < 0) {
                    note(file);
                    return;
                }
                isAtEnd = length < bytes.length - to;
                to += length;
                total += length;
            } else {
                var length = chunker.cut(bytes, from, to);
                body.add(keep(bytes, from, length));
                from += length;
                handled += length;
                progress.at(handled);
            }
        }
        waiting.addLast(new Waiting.ForBody(asRead(file, total), body));
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

    /**
     * Reads {@code most} bytes, or all that there are.
     *
     * @return how many, or -1 when they cannot be read
     */
    private static int read(InputStream content, byte[] bytes, int offset, int most) throws IOException {
        try {
            return content.readNBytes(bytes, offset, most);
        } catch (ClosedByInterruptException | DamagedFrameException | NoSuchBlobException e) {
            throw e;
        } catch (IOException e) {
            return -1;
        }
    }

    private void note(SourceEntry entry) {
        unread = unread.and(entry.path().toString());
    }
}
