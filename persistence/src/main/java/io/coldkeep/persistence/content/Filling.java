package io.coldkeep.persistence.content;

import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.source.BackupSource;
import io.coldkeep.domain.source.SourceEntry;
import io.coldkeep.domain.source.Unread;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Writes what a source gives into an archive. A tar states the length of a file before its bytes, so a file that turns out
 * to be shorter is filled up with zeros and one that is longer is cut off where it ended when it was looked at; either is
 * noted. One whose first piece cannot be read is noted and left out.
 */
final class Filling {

    private static final int PIECE = 1 << 20;

    private final BackupSource source;
    private final ArchiveWriter archive;
    private final Progress progress;
    private final byte[] piece = new byte[PIECE];
    private Unread unread = Unread.NONE;
    private long handled;

    Filling(BackupSource source, ArchiveWriter archive, Progress progress) {
        this.source = source;
        this.archive = archive;
        this.progress = progress;
    }

    /** @return what could not be kept as it was */
    Unread fill() throws IOException {
        for (var entry = source.next(); entry.isPresent(); entry = source.next()) {
            add(entry.get());
            progress.at(handled);
        }
        return source.unreadable().plus(unread);
    }

    private void add(SourceEntry entry) throws IOException {
        if (entry.path().bytes().length > ArchiveFrame.MAX_PATH_LENGTH) {
            note(entry);
            return;
        }
        switch (entry) {
            case SourceEntry.Directory directory -> archive.add(directory);
            case SourceEntry.RegularFile file -> addFile(file);
            case SourceEntry.SymbolicLink link -> archive.add(link);
        }
    }

    private void addFile(SourceEntry.RegularFile file) throws IOException {
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
        } catch (ClosedByInterruptException e) {
            throw e; // the thread is to end, which says nothing about the file
        } catch (IOException e) {
            note(file);
            return Optional.empty();
        }
    }

    private void addContent(SourceEntry.RegularFile file, InputStream content) throws IOException {
        var length = read(content, file.size());
        if (length < 0) {
            note(file);
            return;
        }
        archive.begin(file);
        while (length > 0) {
            write(length);
            length = read(content, archive.remaining());
        }
        if (archive.remaining() > 0 || isLonger(content)) {
            note(file);
            fillUp();
        }
        archive.end();
    }

    /**
     * Reads the next piece, {@code most} bytes at most.
     *
     * @return its length, 0 at the end, or -1 when it cannot be read
     */
    private int read(InputStream content, long most) throws IOException {
        try {
            return content.readNBytes(piece, 0, (int) Math.min(most, piece.length));
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            return -1;
        }
    }

    private static boolean isLonger(InputStream content) throws IOException {
        try {
            return content.read() >= 0;
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            return true; // not known to be as long as it was
        }
    }

    private void fillUp() throws IOException {
        Arrays.fill(piece, (byte) 0);
        while (archive.remaining() > 0) {
            write((int) Math.min(archive.remaining(), piece.length));
        }
    }

    private void write(int length) throws IOException {
        archive.write(piece, length);
        handled += length;
        progress.at(handled);
    }

    private void note(SourceEntry entry) {
        unread = unread.and(entry.path().toString());
    }
}
