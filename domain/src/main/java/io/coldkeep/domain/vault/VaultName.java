package io.coldkeep.domain.vault;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.RuleBroken;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a vault, case-sensitive. Names that users choose are 2 to 50 letters, digits, hyphens and underscores
 * ({@link #ofNew}); names to look up may also hold dots, and slashes as in the service's own
 * {@code aws/efs/automatic-backup-vault}.
 */
public record VaultName(String value) implements Comparable<VaultName> {

    static final String RESOURCE_PREFIX = "backup-vault:";

    private static final Pattern READABLE = Pattern.compile("[a-zA-Z0-9\\-_./]{1,50}");
    private static final Pattern CHOSEN = Pattern.compile("[a-zA-Z0-9\\-_]{2,50}");
    private static final String FIELD = "BackupVaultName";

    /** The vault that every account has in every region. */
    public static final VaultName DEFAULT = new VaultName("Default"); // last: the constructor needs the patterns

    public VaultName {
        check(FIELD, value);
    }

    /** A name to look up. */
    public static VaultName of(String value) {
        return new VaultName(value);
    }

    /** A name to look up that comes in another member than usual, which a refusal names. */
    public static VaultName of(String field, String value) {
        check(field, value);
        return new VaultName(value);
    }

    private static void check(String field, String value) {
        if (!READABLE.matcher(value).matches()) {
            throw new RuleBroken(InvalidValue.pattern(field, "^[a-zA-Z0-9\\-\\_\\.]{1,50}$", value));
        }
    }

    /** A name that a user chooses for a new vault. */
    public static VaultName ofNew(String value) {
        if (!CHOSEN.matcher(value).matches()) {
            throw new RuleBroken(InvalidValue.pattern(FIELD, "^[a-zA-Z0-9\\-\\_]{2,50}$", value));
        }
        return new VaultName(value);
    }

    /** The name in the ARN of a vault of that owner, existing or not; empty for any other ARN. */
    public static Optional<VaultName> ofArn(Owner owner, Arn arn) {
        if (!owner.owns(arn, "backup") || !arn.resource().startsWith(RESOURCE_PREFIX)) {
            return Optional.empty();
        }
        var name = arn.resource().substring(RESOURCE_PREFIX.length());
        return READABLE.matcher(name).matches() ? Optional.of(of(name)) : Optional.empty();
    }

    /** Whether only the service makes vaults of that name. */
    public boolean isServiceMade() {
        return value.startsWith("aws/");
    }

    public Arn arn(Owner owner) {
        return owner.arn("backup", RESOURCE_PREFIX + value);
    }

    @Override
    public int compareTo(VaultName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
