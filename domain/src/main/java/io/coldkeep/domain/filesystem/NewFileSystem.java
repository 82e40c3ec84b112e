package io.coldkeep.domain.filesystem;

import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.tag.Tags;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a client asks of a new file system.
 *
 * @param creationToken 1 to 64 characters; one token makes one file system
 * @param kmsKeyId the id, the alias or the ARN of a key, at most 2048 characters; with encryption only
 * @param availabilityZoneName given for a One Zone file system, 1 to 64 characters
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
    private static final int MAX_ZONE = 64;
    private static final int MAX_KEY = 2048;
    private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
    private static final String KEY = "(" + UUID + "|mrk-[0-9a-f]{32}|alias/[a-zA-Z0-9/_-]{1,250})";
    private static final String KEY_ARN = "arn:aws[-a-z]*:kms:[a-z0-9-]+:[0-9]{12}:(key/" + UUID
            + "|key/mrk-[0-9a-f]{32}|alias/[a-zA-Z0-9/_-]{1,250})";
    private static final Pattern KMS_KEY = Pattern.compile("(" + KEY + "|" + KEY_ARN + ")");

    public NewFileSystem {
        checkLength("CreationToken", creationToken, MAX_TOKEN);
        if (kmsKeyId.isPresent() && !encrypted) {
            throw invalid("KmsKeyId", "must be given with Encrypted true only");
        }
        kmsKeyId.ifPresent(NewFileSystem::checkKey);
        availabilityZoneName.ifPresent(zone -> checkLength("AvailabilityZoneName", zone, MAX_ZONE));
        var oneZone = availabilityZoneName.isPresent();
        if (performanceMode == PerformanceMode.MAX_IO && (oneZone || throughput.mode() == Throughput.Mode.ELASTIC)) {
            throw invalid("PerformanceMode", "must not be maxIO for One Zone file systems or elastic throughput");
        }
        tags = Tags.NONE.with(tags);
    }

    private static void checkLength(String field, String text, int most) {
        if (text.isEmpty() || text.length() > most) {
            throw invalid(field, "must be 1 to " + most + " characters long, was " + text.length());
        }
    }

    private static void checkKey(String key) {
        checkLength("KmsKeyId", key, MAX_KEY);
        if (!KMS_KEY.matcher(key).matches()) {
            throw new RuleBroken(InvalidValue.pattern("KmsKeyId", "^" + KMS_KEY + "$", key));
        }
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
