package io.coldkeep.api;

import io.coldkeep.domain.filesystem.FileSystem;
import io.coldkeep.domain.filesystem.FileSystemDirectories;
import io.coldkeep.domain.filesystem.FileSystemId;
import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.source.BackupSource;
import io.coldkeep.domain.source.RestoreTarget;
import java.util.UUID;

/** Directories that are not there: enough for requests, which never look into one. */
final class RecordedDirectories implements FileSystemDirectories {

    private static final String ROOT = "/srv/";

    @Override
    public void create(FileSystemId id) {}

    @Override
    public String adopt(String path) {
        if (!path.startsWith(ROOT)) {
            throw new RuleBroken(new InvalidValue("Tags", "coldkeep:source-path must lie below " + ROOT));
        }
        return path;
    }

    @Override
    public BackupSource source(FileSystem fileSystem) {
        throw new UnsupportedOperationException("a request read files");
    }

    @Override
    public RestoreTarget target(FileSystem fileSystem, UUID attempt) {
        throw new UnsupportedOperationException("a request wrote files");
    }

    @Override
    public void discardTarget(FileSystem fileSystem, UUID attempt) {
        throw new UnsupportedOperationException("a request deleted files");
    }

    @Override
    public void delete(FileSystem fileSystem) {
        throw new UnsupportedOperationException("a request deleted files");
    }
}
