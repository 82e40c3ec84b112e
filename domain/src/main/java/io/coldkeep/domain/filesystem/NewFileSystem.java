package io.coldkeep.domain.filesystem;

import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.tag.Tags;
import java.util.Optional;

/**
 * What a client asks of a new file system.
 *
 * @param creationToken 1 to 64 characters; one token makes one file system
 * @param availabilityZoneName given for a One Zone file system
 * @param backup whether automatic backups are on; when not said, on for One Zone and off otherwise
 */
public record NewFileSystem(
        String creationToken,
        PerformanceMode performanceMode,
        Throughput throughput,
        boolean encrypted,
        Optional<String> kmsKeyId,
        Optional<String> availabilityZoneName,
        Optional<Boolean> backup,
        Tags tags) {

    /** The tag that names an existing directory to adopt. */
    public static final String SOURCE_PATH_TAG = "coldkeep:source-path";

    private static final int MAX_TOKEN = 64;

    public NewFileSystem {
        if (creationToken.isEmpty() || creationToken.length() > MAX_TOKEN) {
            throw invalid(
                    "CreationToken", "must be 1 to " + MAX_TOKEN + " characters long, was " + creationToken.length());
        }
        if (kmsKeyId.isPresent() && !encrypted) {
            throw invalid("KmsKeyId", "must be given with Encrypted true only");
        }
        var oneZone = availabilityZoneName.isPresent();
        if (performanceMode == PerformanceMode.MAX_IO && (oneZone || throughput.mode() == Throughput.Mode.ELASTIC)) {
            throw invalid("PerformanceMode", "must not be maxIO for One Zone file systems or elastic throughput");
        }
        tags = Tags.NONE.with(tags);
    }

    /** A file system with nothing but a token and tags. */
    public static NewFileSystem of(String creationToken, Tags tags) {
        return new NewFileSystem(
                creationToken,
                PerformanceMode.GENERAL_PURPOSE,
                Throughput.BURSTING,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                tags);
    }

    boolean wantsBackup() {
        return backup.orElse(availabilityZoneName.isPresent());
    }

    Optional<String> sourcePath() {
        return tags.get(SOURCE_PATH_TAG);
    }

    private static RuleBroken invalid(String field, String reason) {
        return new RuleBroken(new InvalidValue(field, reason));
    }
}
