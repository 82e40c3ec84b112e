package io.coldkeep.persistence.content;

import io.coldkeep.domain.contract.RecordingTarget;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.FilePlace;
import io.coldkeep.domain.source.RestoreTarget;
import io.coldkeep.domain.source.SourceEntry;
import java.io.IOException;

/** Has something happen before the first directory is restored: the places of all chunks are known by then. */
final class InterruptedTarget implements RestoreTarget {

    private final RecordingTarget recording;
    private final Move move;
    private boolean moved;

    InterruptedTarget(RecordingTarget recording, Move move) {
        this.recording = recording;
        this.move = move;
    }

    /** What happens. */
    interface Move {
        void run() throws IOException;
    }

    RecordingTarget recording() {
        return recording;
    }

    @Override
    public void directory(SourceEntry.Directory directory) throws IOException {
        if (!moved) {
            moved = true;
            move.run();
        }
        recording.directory(directory);
    }

    @Override
    public FilePlace place(SourceEntry.RegularFile file) {
        return recording.place(file);
    }

    @Override
    public boolean anotherName(SourceEntry.RegularFile file, EntryPath existing) throws IOException {
        return recording.anotherName(file, existing);
    }

    @Override
    public void symbolicLink(SourceEntry.SymbolicLink link) throws IOException {
        recording.symbolicLink(link);
    }

    @Override
    public void complete(String name) throws IOException {
        recording.complete(name);
    }

    @Override
    public void abandon(String name) throws IOException {
        recording.abandon(name);
    }

    @Override
    public void close() throws IOException {
        recording.close();
    }
}
