package io.coldkeep.app.config;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.bind.annotation.Bindable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the operator says, by {@code COLDKEEP_…} in the environment; {@code docs/operations.md} lists it all.
 *
 * @param accessKeyId the administrator key, with its secret, instead of a generated one
 * @param sourceRoots directories, separated by commas, below which existing ones may be adopted as file systems
 * @param workers how many backups, restores and other pieces of work run at a time
 * @param heartbeat how often a process shows that its work goes on; when five are missed, another one takes it over
 */
@ConfigurationProperties("coldkeep")
public record Settings(
        @Bindable(defaultValue = DEFAULT_DATA_DIR) String dataDir,
        @Bindable(defaultValue = "sigv4") String auth,
        @Bindable(defaultValue = "123456789012") String accountId,
        @Nullable String accessKeyId,
        @Nullable String secretAccessKey,
        @Bindable(defaultValue = "system") String clock,
        @Nullable String sourceRoots,
        @Nullable Integer workers,
        @Bindable(defaultValue = "3s") Duration heartbeat) {

    static final String DEFAULT_DATA_DIR = "./coldkeep-data";

    /** Whether requests must be signed. */
    public enum Auth {
        SIGV4,
        NONE
    }

    /** What the service takes the time from. */
    public enum ClockKind {
        SYSTEM,
        VIRTUAL
    }

    public Settings {
        word("COLDKEEP_AUTH", auth, Auth.values());
        word("COLDKEEP_CLOCK", clock, ClockKind.values());
        if ((accessKeyId == null) != (secretAccessKey == null)) {
            throw new IllegalArgumentException(
                    "COLDKEEP_ACCESS_KEY_ID and COLDKEEP_SECRET_ACCESS_KEY must be set together");
        }
        if (workers != null && workers < 1) {
            throw new IllegalArgumentException("COLDKEEP_WORKERS must be at least 1, was " + workers);
        }
    }

    /** Where the catalog, the content, the file systems and the credentials are. */
    public Path dataDirectory() {
        return Path.of(dataDir).toAbsolutePath().normalize();
    }

    public Auth authentication() {
        return word("COLDKEEP_AUTH", auth, Auth.values());
    }

    public ClockKind clockKind() {
        return word("COLDKEEP_CLOCK", clock, ClockKind.values());
    }

    public Optional<String> configuredAccessKeyId() {
        return Optional.ofNullable(accessKeyId);
    }

    public Optional<String> configuredSecretAccessKey() {
        return Optional.ofNullable(secretAccessKey);
    }

    public List<Path> adoptableRoots() {
        return sourceRoots == null
                ? List.of()
                : Stream.of(sourceRoots.split(","))
                        .map(String::strip)
                        .filter(root -> !root.isEmpty())
                        .map(Path::of)
                        .toList();
    }

    public int workerThreads() {
        return workers != null ? workers : Math.max(2, Runtime.getRuntime().availableProcessors());
    }

    private static <E extends Enum<E>> E word(String setting, String value, E[] words) {
        return Stream.of(words)
                .filter(word -> word.name().toLowerCase(Locale.ROOT).equals(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("%s must be one of %s, was '%s'"
                        .formatted(
                                setting,
                                String.join(
                                        ", ",
                                        Stream.of(words)
                                                .map(word -> word.name().toLowerCase(Locale.ROOT))
                                                .toList()),
                                value)));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "Settings[dataDir=%s, auth=%s, accountId=%s, clock=%s]".formatted(dataDir, auth, accountId, clock);
    }
}
