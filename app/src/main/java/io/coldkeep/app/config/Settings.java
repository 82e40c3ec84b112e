package io.coldkeep.app.config;

import io.coldkeep.domain.access.PolicyText;
import io.coldkeep.domain.arn.AccountId;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.bind.annotation.Bindable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the operator says, by {@code COLDKEEP_…} in the environment; {@code docs/operations.md} lists it all.
 *
 * @param accessKeyId the administrator key, with its secret, instead of a generated one
 * @param sourceRoots directories, separated by commas, below which existing ones may be adopted as file systems
 * @param workers how many backups and other long jobs run at a time
 * @param heartbeat how often a process shows that its work goes on
 * @param masterKey the key that all keys of the content store hang on, in hexadecimal digits, instead of the one in a file
 * @param scrubRate how many MiB a second are read to find damage
 * @param automaticVaultPolicy whether the vault of automatic backups gets the access policy that AWS gives it
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
        @Nullable String workers,
        @Nullable String heartbeat,
        @Nullable String masterKey,
        @Nullable String scrubRate,
        @Nullable String automaticVaultPolicy) {

    /** When so many are missed, another process takes the work over. */
    public static final int MISSED_HEARTBEATS = 5;

    private static final int LEASE_HEARTBEATS = 20;

    static final String DEFAULT_DATA_DIR = "./coldkeep-data";
    static final Pattern MASTER_KEY = Pattern.compile("[0-9a-fA-F]{64}");

    private static final long DEFAULT_SCRUB_RATE = 20;
    private static final Duration DEFAULT_HEARTBEAT = Duration.ofSeconds(3);
    private static final Duration MIN_HEARTBEAT = Duration.ofMillis(100);
    private static final Duration MAX_HEARTBEAT = Duration.ofMinutes(1);
    private static final Pattern HEARTBEAT = Pattern.compile("([0-9]{1,6})(ms|s)");

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

    /** Which access policy the vault of automatic backups is made with. */
    public enum AutomaticVaultPolicy {
        /** The one that AWS gives it. */
        DEFAULT,
        NONE
    }

    public Settings {
        automaticVaultPolicy(automaticVaultPolicy);
        word("COLDKEEP_AUTH", auth, Auth.values());
        word("COLDKEEP_CLOCK", clock, ClockKind.values());
        if (given(accessKeyId).isPresent() != given(secretAccessKey).isPresent()) {
            throw new CannotStart("COLDKEEP_ACCESS_KEY_ID and COLDKEEP_SECRET_ACCESS_KEY must be set together");
        }
        if (givenKey(masterKey)
                .filter(text -> !MASTER_KEY.matcher(text).matches())
                .isPresent()) {
            throw new CannotStart("COLDKEEP_MASTER_KEY must be 64 hexadecimal digits");
        }
        if (!AccountId.isValid(accountId)) {
            throw new CannotStart("COLDKEEP_ACCOUNT_ID must be 12 digits, was '" + accountId + "'");
        }
        if (given(workers).filter(text -> !text.matches("[1-9][0-9]{0,3}")).isPresent()) {
            throw new CannotStart("COLDKEEP_WORKERS must be 1 to 9999, was '" + workers + "'");
        }
        if (given(scrubRate).filter(text -> !text.matches("[1-9][0-9]{0,3}")).isPresent()) {
            throw new CannotStart("COLDKEEP_SCRUB_RATE must be 1 to 9999 (MiB a second), was '" + scrubRate + "'");
        }
        if (given(heartbeat).filter(text -> !isHeartbeat(text)).isPresent()) {
            throw new CannotStart("COLDKEEP_HEARTBEAT must be 100ms to 60s, was '" + heartbeat + "'");
        }
    }

    /** Where the catalog, the content, the file systems and the credentials are. */
    public Path dataDirectory() {
        return Path.of(dataDir.isBlank() ? DEFAULT_DATA_DIR : dataDir)
                .toAbsolutePath()
                .normalize();
    }

    public Auth authentication() {
        return word("COLDKEEP_AUTH", auth, Auth.values());
    }

    public ClockKind clockKind() {
        return word("COLDKEEP_CLOCK", clock, ClockKind.values());
    }

    public Optional<String> configuredAccessKeyId() {
        return given(accessKeyId);
    }

    public Optional<String> configuredSecretAccessKey() {
        return given(secretAccessKey);
    }

    public Optional<String> configuredMasterKey() {
        return givenKey(masterKey);
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

    /** How many long jobs run at a time in this process. */
    public int jobsAtATime() {
        return given(workers)
                .map(Integer::parseInt)
                .orElseGet(() -> Runtime.getRuntime().availableProcessors());
    }

    /** How many bytes a second are read, on average, to find out whether they still are what was written. */
    public long scrubRateInBytes() {
        return given(scrubRate).map(Long::parseLong).orElse(DEFAULT_SCRUB_RATE) << 20;
    }

    public Duration heartbeatInterval() {
        return given(heartbeat).flatMap(Settings::duration).orElse(DEFAULT_HEARTBEAT);
    }

    /** How long a process is silent until its work is somebody else's. */
    public Duration deadAfter() {
        return heartbeatInterval().multipliedBy(MISSED_HEARTBEATS);
    }

    /** How long virtual time stands still for somebody who moves it and gives no sign of life. */
    public Duration clockLease() {
        return heartbeatInterval().multipliedBy(LEASE_HEARTBEATS);
    }

    private static boolean isHeartbeat(String text) {
        return duration(text)
                .filter(duration -> duration.compareTo(MIN_HEARTBEAT) >= 0 && duration.compareTo(MAX_HEARTBEAT) <= 0)
                .isPresent();
    }

    private static Optional<Duration> duration(String text) {
        var parts = HEARTBEAT.matcher(text);
        return parts.matches()
                ? Optional.of(Duration.of(
                        Long.parseLong(parts.group(1)),
                        parts.group(2).equals("s") ? ChronoUnit.SECONDS : ChronoUnit.MILLIS))
                : Optional.empty();
    }

    /** The access policy that the vault of automatic backups is made with. */
    public Optional<PolicyText> policyOfAutomaticVault() {
        return switch (automaticVaultPolicy(automaticVaultPolicy)) {
            case DEFAULT -> Optional.of(PolicyText.OF_AUTOMATIC_VAULT);
            case NONE -> Optional.empty();
        };
    }

    private static AutomaticVaultPolicy automaticVaultPolicy(@Nullable String value) {
        return given(value)
                .map(word -> word("COLDKEEP_AUTOMATIC_VAULT_POLICY", word, AutomaticVaultPolicy.values()))
                .orElse(AutomaticVaultPolicy.DEFAULT);
    }

    /** A variable without a value counts as not set: that is what tools make of one that they do not know. */
    private static Optional<String> given(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }

    /** Without the line end that it may have been read from a file with. */
    private static Optional<String> givenKey(@Nullable String value) {
        return given(value).map(String::strip);
    }

    private static <E extends Enum<E>> E word(String setting, String value, E[] words) {
        return Stream.of(words)
                .filter(word -> word.name().toLowerCase(Locale.ROOT).equals(value))
                .findFirst()
                .orElseThrow(() -> new CannotStart("%s must be one of %s, was '%s'"
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
