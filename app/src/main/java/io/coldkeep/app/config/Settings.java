package io.coldkeep.app.config;

import io.coldkeep.domain.access.PolicyText;
import io.coldkeep.domain.arn.AccountId;
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
        @Bindable(defaultValue = "3s") Duration heartbeat,
        @Nullable String automaticVaultPolicy) {

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
        if (isSet(accessKeyId) != isSet(secretAccessKey)) {
            throw new IllegalArgumentException(
                    "COLDKEEP_ACCESS_KEY_ID and COLDKEEP_SECRET_ACCESS_KEY must be set together");
        }
        if (!AccountId.isValid(accountId)) {
            throw new IllegalArgumentException("COLDKEEP_ACCOUNT_ID must be 12 digits, was '" + accountId + "'");
        }
        if (workers != null && !workers.isBlank() && !workers.matches("[1-9][0-9]{0,3}")) {
            throw new IllegalArgumentException("COLDKEEP_WORKERS must be 1 to 9999, was '" + workers + "'");
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
        return Optional.ofNullable(accessKeyId).filter(Settings::isSet);
    }

    public Optional<String> configuredSecretAccessKey() {
        return Optional.ofNullable(secretAccessKey).filter(Settings::isSet);
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
        return workers != null && !workers.isBlank()
                ? Integer.parseInt(workers)
                : Math.max(2, Runtime.getRuntime().availableProcessors());
    }

    /** The access policy that the vault of automatic backups is made with. */
    public Optional<PolicyText> policyOfAutomaticVault() {
        return switch (automaticVaultPolicy(automaticVaultPolicy)) {
            case DEFAULT -> Optional.of(PolicyText.OF_AUTOMATIC_VAULT);
            case NONE -> Optional.empty();
        };
    }

    private static AutomaticVaultPolicy automaticVaultPolicy(@Nullable String word) {
        return word == null || word.isBlank()
                ? AutomaticVaultPolicy.DEFAULT
                : word("COLDKEEP_AUTOMATIC_VAULT_POLICY", word, AutomaticVaultPolicy.values());
    }

    /** A variable without a value counts as not set: that is what tools make of one that they do not know. */
    private static boolean isSet(@Nullable String value) {
        return value != null && !value.isBlank();
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
