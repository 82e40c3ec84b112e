package io.coldkeep.persistence.content;

import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.content.RestoredContent;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.RestoreTarget;
import io.coldkeep.domain.source.SourceEntry;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Set;

/** Writes what is selected of an archive into a target. All of the archive is read in any case, to know that it is sound. */
final class Emptying {

    private final ArchiveReader archive;
    private final RestoreSelection selection;
    private final RestoreTarget target;
    private final Progress progress;
    private final Set<EntryPath> missing;
    private long entries;
    private long logicalBytes;

    Emptying(ArchiveReader archive, RestoreSelection selection, RestoreTarget target, Progress progress) {
        this.archive = archive;
        this.selection = selection;
        this.target = target;
        this.progress = progress;
        this.missing = new HashSet<>(selection.items());
    }

    RestoredContent empty() throws IOException {
        for (var entry = archive.next(); entry.isPresent(); entry = archive.next()) {
            missing.remove(entry.get().path());
            if (isWanted(entry.get())) {
                restore(entry.get());
                entries++;
            } else {
                archive.content().transferTo(OutputStream.nullOutputStream());
            }
            progress.at(logicalBytes);
        }
        return new RestoredContent(logicalBytes, entries, missing);
    }

    private boolean isWanted(SourceEntry entry) {
        return selection.includes(entry.path())
                || (entry instanceof SourceEntry.Directory && selection.leadsTo(entry.path()));
    }

    private void restore(SourceEntry entry) throws IOException {
        switch (entry) {
            case SourceEntry.Directory directory -> target.directory(directory);
            case SourceEntry.RegularFile file -> target.file(file, new Counted(archive.content()));
            case SourceEntry.SymbolicLink link -> target.symbolicLink(link);
        }
    }

    /** Reports the bytes on their way. */
    private final class Counted extends FilterInputStream {

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            var count = super.read(bytes, offset, length);
            if (count > 0) {
                logicalBytes += count;
                progress.at(logicalBytes);
            }
            return count;
        }

        @Override
        public void close() {
            // the archive goes on behind this file
        }
    }
}
