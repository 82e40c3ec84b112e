package io.coldkeep.persistence.content;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.ContentStore;
import io.coldkeep.domain.content.CorruptContentException;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.content.RestoredContent;
import io.coldkeep.domain.content.StoredContent;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.source.BackupSource;
import io.coldkeep.domain.source.RestoreTarget;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Keeps each attempt at a backup or a copy as one compressed and checksummed archive, in a warm or a cold directory. Any number of
 * services may share the directories. {@code docs/content-format.md} says what the bytes are.
 */
public final class ArchiveContentStore implements ContentStore {

    private final Tier warm;
    private final Tier cold;

    /**
     * Opens the store, makes its directories when they are missing and deletes what processes left that died a week ago.
     *
     * @param cold another directory than {@code warm}, usually on another disk
     */
    public ArchiveContentStore(Path warm, Path cold) throws IOException {
        this(warm, cold, new Disk());
    }

    ArchiveContentStore(Path warm, Path cold, Disk disk) throws IOException {
        this.warm = new Tier(warm, disk);
        this.cold = new Tier(cold, disk);
        this.warm.open();
        this.cold.open();
    }

    @Override
    public StoredContent store(ContentId id, BackupSource source, Progress progress) throws IOException {
        try {
            return warm.write(id, out -> archive(id, source, progress, out));
        } catch (IOException | RuntimeException e) {
            discard(id, e);
            throw e;
        }
    }

    private static StoredContent archive(ContentId id, BackupSource source, Progress progress, OutputStream out)
            throws IOException {
        try (var archive = new ArchiveWriter(out, id)) {
            var unread = new Filling(source, archive, progress).fill();
            var length = archive.finish();
            return new StoredContent(archive.logicalBytes(), length, archive.entries(), unread);
        }
    }

    /** Deletes what may have got its name before the failure; ids are never used for anything else. */
    private void discard(ContentId id, Exception failure) {
        try {
            delete(id, StorageTier.WARM);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public void copyToCold(ContentId id) throws IOException {
        if (isSoundInCold(id)) {
            cold.keepName(id); // an earlier call got this far, and may have ended before it did this
        } else {
            try (var file = warm.read(id).orElseThrow(() -> gone(id));
                    var archive = new VerifiedInput(file, id)) {
                cold.write(id, archive::copyTo);
            }
        }
        cold.deleteBegun(List.of(id)); // by calls that a crash ended
    }

    private boolean isSoundInCold(ContentId id) throws IOException {
        var file = cold.read(id);
        if (file.isEmpty()) {
            return false;
        }
        try (var channel = file.get();
                var archive = new VerifiedInput(channel, id)) {
            archive.verify();
            return true;
        } catch (CorruptContentException e) {
            return false; // to be replaced by what is in warm storage
        }
    }

    @Override
    public void copy(ContentId from, ContentId to, Progress progress) throws IOException {
        try (var file = open(from);
                var archive = new VerifiedInput(file, from)) {
            warm.write(to, out -> archive.copyTo(out, to, progress));
        } catch (IOException | RuntimeException e) {
            discard(to, e);
            throw e;
        }
    }

    @Override
    public RestoredContent restore(ContentId id, RestoreSelection selection, RestoreTarget target, Progress progress)
            throws IOException {
        try (var file = open(id);
                var archive = new ArchiveReader(file, id)) {
            return new Emptying(archive, selection, target, progress).empty();
        }
    }

    /** Looks into warm storage first: whatever leaves it is in cold storage before. */
    private FileChannel open(ContentId id) throws IOException {
        var file = warm.read(id);
        return file.isPresent() ? file.get() : cold.read(id).orElseThrow(() -> gone(id));
    }

    private static CorruptContentException gone(ContentId id) {
        return new CorruptContentException(id, "it is not in the store");
    }

    @Override
    public Map<ContentId, IOException> deleteAll(Collection<ContentId> ids, StorageTier tier) {
        return switch (tier) {
            case WARM -> warm.deleteAll(ids);
            case COLD -> cold.deleteAll(ids);
        };
    }
}
