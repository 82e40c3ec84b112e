package io.coldkeep.persistence.content;

import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.content.RestoredContent;
import io.coldkeep.domain.source.EntryAttributes;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.RestoreTarget;
import io.coldkeep.domain.source.SourceEntry;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Writes what is selected of a content into a target, but for what is lost. The thread that calls goes through the tree and makes
 * directories, links and long files; the crew makes short files meanwhile.
 */
final class Restore {

    private final Walk walk;
    private final RestoreTarget target;
    private final Progress progress;
    private final LossCount losses;
    private final Set<EntryPath> missing;
    private final Deque<SourceEntry.Directory> directories = new ArrayDeque<>();
    private final SeveralNames<Given> names = new SeveralNames<>();
    private final ShortFiles files;
    private long entries;
    private long lost;
    private long logicalBytes;
    private long reported;

    /** A name of a file that was given to the target, and how that goes; empty when all of it is there. */
    private record Given(EntryPath path, Optional<ShortFiles.Making> making) {}

    Restore(OpenContent content, RestoreSelection selection, RestoreTarget target, Progress progress, Losses losses) {
        this.losses = new LossCount(losses);
        this.walk = content.walk(selection, this.losses);
        this.target = target;
        this.progress = progress;
        this.missing = new HashSet<>(selection.items());
        this.files = new ShortFiles(content.crew(), new Ends());
    }

    private final class Ends implements ShortFiles.Ends {

        @Override
        public void made(SourceEntry.RegularFile file) {
            logicalBytes += file.size();
            report();
        }

        @Override
        public void damaged(SourceEntry.RegularFile file, IOException why) throws IOException {
            lose(file, why);
        }
    }

    RestoredContent run() throws IOException {
        try (files) {
            for (var entry = walk.next(); entry.isPresent(); entry = walk.next()) {
                var path = entry.get().source().path();
                files.enter(path.isRoot() ? path : path.parent());
                enterDirectoryOf(path);
                missing.remove(path);
                restore(entry.get().source());
                entries++;
                report();
            }
            files.finish();
        }
        return new RestoredContent(logicalBytes, entries - lost, missing, losses.lost());
    }

    /** What was lost behind its beginning is no progress. */
    private void report() {
        reported = Math.max(reported, logicalBytes);
        progress.at(reported);
    }

    private void lose(SourceEntry.RegularFile file, IOException why) throws IOException {
        losses.file(file.path(), why);
        lost++;
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
        if (existing.isPresent()
                && isThere(existing.get())
                && target.anotherName(file, existing.get().path())) {
            logicalBytes += file.size();
        } else if (walk.isShort()) {
            var making = files.add(file, target.place(file), walk.contentLater(), walk.weight());
            remember(file, Optional.of(making));
        } else {
            files.submit();
            write(file);
        }
    }

    private boolean isThere(Given given) throws IOException {
        return given.making().isEmpty() || files.isMade(given.making().get());
    }

    private void remember(SourceEntry.RegularFile file, Optional<ShortFiles.Making> making) {
        names.add(file, new Given(file.path(), making), file.path().length());
    }

    private void write(SourceEntry.RegularFile file) throws IOException {
        var before = logicalBytes;
        try (var content = new WatchedContent(walk.content(), this::pass)) {
            try {
                target.file(file, content);
                remember(file, Optional.empty());
            } catch (IOException e) {
                logicalBytes = before;
                lose(file, content.damage().orElseThrow(() -> e));
            }
        }
    }

    private void pass(long bytes) {
        logicalBytes += bytes;
        report();
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
}
