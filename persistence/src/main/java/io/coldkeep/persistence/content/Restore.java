package io.coldkeep.persistence.content;

import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.content.RestoredContent;
import io.coldkeep.domain.source.EntryAttributes;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.FileContent;
import io.coldkeep.domain.source.RestoreTarget;
import io.coldkeep.domain.source.SourceEntry;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Writes what is selected of a content into a target, but for what is lost. */
final class Restore {

    private final Walk walk;
    private final RestoreTarget target;
    private final Progress progress;
    private final LossCount losses;
    private final Set<EntryPath> missing;
    private final Deque<SourceEntry.Directory> directories = new ArrayDeque<>();
    private final SeveralNames<EntryPath> names = new SeveralNames<>();
    private long entries;
    private long lost;
    private long logicalBytes;

    Restore(OpenContent content, RestoreSelection selection, RestoreTarget target, Progress progress, Losses losses) {
        this.losses = new LossCount(losses);
        this.walk = content.walk(selection, this.losses);
        this.target = target;
        this.progress = progress;
        this.missing = new HashSet<>(selection.items());
    }

    RestoredContent run() throws IOException {
        for (var entry = walk.next(); entry.isPresent(); entry = walk.next()) {
            enterDirectoryOf(entry.get().source().path());
            missing.remove(entry.get().source().path());
            restore(entry.get().source());
            entries++;
            progress.at(logicalBytes);
        }
        return new RestoredContent(logicalBytes, entries - lost, missing, losses.lost());
    }

    private void restore(SourceEntry entry) throws IOException {
        switch (entry) {
            case SourceEntry.Directory directory -> make(directory);
            case SourceEntry.RegularFile file -> restore(file);
            case SourceEntry.SymbolicLink link -> target.symbolicLink(link);
        }
    }

    private void make(SourceEntry.Directory directory) throws IOException {
        target.directory(directory);
        directories.addLast(directory);
    }

    private void restore(SourceEntry.RegularFile file) throws IOException {
        var existing = names.find(file);
        if (existing.isPresent() && target.anotherName(file, existing.get())) {
            logicalBytes += file.size();
        } else {
            write(file);
        }
    }

    private void write(SourceEntry.RegularFile file) throws IOException {
        var before = logicalBytes;
        try (var content = new Counted(walk.content())) {
            try {
                target.file(file, content);
                names.add(file, file.path(), file.path().length());
            } catch (IOException e) {
                losses.file(file.path(), content.damage().orElseThrow(() -> e));
                logicalBytes = before;
                lost++;
            }
        }
    }

    /** A directory whose own entry is lost is one that nobody else can enter. */
    private void enterDirectoryOf(EntryPath path) throws IOException {
        while (!directories.isEmpty()
                && (path.isRoot()
                        || !path.parent().isWithin(directories.getLast().path()))) {
            directories.removeLast();
        }
        if (path.isRoot()) {
            return;
        }
        while (directories.isEmpty() || !directories.getLast().path().equals(path.parent())) {
            make(lostDirectory(path));
        }
    }

    private SourceEntry.Directory lostDirectory(EntryPath below) {
        if (directories.isEmpty()) {
            return new SourceEntry.Directory(EntryPath.ROOT, new EntryAttributes(0700, 0, 0, Instant.EPOCH));
        }
        var last = directories.getLast();
        var path = below;
        while (!path.parent().equals(last.path())) {
            path = path.parent();
        }
        var attributes = last.attributes();
        return new SourceEntry.Directory(
                path, new EntryAttributes(0700, attributes.uid(), attributes.gid(), attributes.modified()));
    }

    /** Reports the bytes on their way, and whether it was here that they came to an end. */
    private final class Counted extends FileContent {

        private final FileContent content;
        private Optional<IOException> damage = Optional.empty();

        Counted(FileContent content) {
            this.content = content;
        }

        @Override
        public boolean isSparse() {
            return content.isSparse();
        }

        @Override
        public long skipHole() throws IOException {
            return count(orNote(content::skipHole));
        }

        @Override
        public long dataAhead() throws IOException {
            return orNote(content::dataAhead);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return (int) count(orNote(() -> content.read(bytes, offset, length)));
        }

        private long count(long passed) {
            if (passed > 0) {
                logicalBytes += passed;
                progress.at(logicalBytes);
            }
            return passed;
        }

        private long orNote(Reading reading) throws IOException {
            try {
                return reading.read();
            } catch (IOException e) {
                damage = Optional.of(e);
                throw e;
            }
        }

        Optional<IOException> damage() {
            return damage;
        }

        @Override
        public void close() throws IOException {
            content.close();
        }
    }

    private interface Reading {
        long read() throws IOException;
    }
}
