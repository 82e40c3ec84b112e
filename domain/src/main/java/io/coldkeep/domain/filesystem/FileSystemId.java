package io.coldkeep.domain.filesystem;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.NotFound;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.refusal.Subject;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** The id of a file system: {@code fs-} and 8 to 40 lower-case hexadecimal digits; new ones have 17. */
public record FileSystemId(String value) implements Comparable<FileSystemId> {

    /** The longest text, id or ARN, that is looked at. */
    public static final int MAX_LENGTH = 128;

    private static final String FIELD = "FileSystemId";
    private static final String ID = "fs-[0-9a-f]{8,40}";
    private static final Pattern FORM = Pattern.compile(ID);
    private static final Pattern ID_OR_ARN =
            Pattern.compile("(arn:aws[-a-z]*:elasticfilesystem:[0-9a-z-:]+:file-system/" + ID + "|" + ID + ")");
    private static final String RESOURCE_PREFIX = "file-system/";

    public FileSystemId {
        if (!FORM.matcher(value).matches()) {
            throw new RuleBroken(InvalidValue.pattern(FIELD, "^" + ID + "$", value));
        }
    }

    public static FileSystemId of(String value) {
        return new FileSystemId(value);
    }

    /**
     * Reads an id, or the ARN of a file system of that owner.
     *
     * @throws RuleBroken when the text is neither, or longer than {@value #MAX_LENGTH}
     * @throws NotFound when the ARN is another owner's
     */
    public static FileSystemId resolve(Owner owner, String idOrArn) {
        if (idOrArn.length() > MAX_LENGTH) {
            throw new RuleBroken(new InvalidValue(
                    FIELD, "must be at most " + MAX_LENGTH + " characters long, was " + idOrArn.length()));
        }
        if (!ID_OR_ARN.matcher(idOrArn).matches()) {
            throw new RuleBroken(InvalidValue.pattern(FIELD, "^" + ID_OR_ARN + "$", idOrArn));
        }
        if (idOrArn.startsWith("fs-")) {
            return of(idOrArn);
        }
        return Arn.parse(idOrArn)
                .flatMap(arn -> ofArn(owner, arn))
                .orElseThrow(() -> new NotFound(Subject.FILE_SYSTEM, idOrArn));
    }

    /** The id in the ARN of a file system of that owner; empty for any other ARN. */
    public static Optional<FileSystemId> ofArn(Owner owner, Arn arn) {
        if (!owner.owns(arn, "elasticfilesystem") || !arn.resource().startsWith(RESOURCE_PREFIX)) {
            return Optional.empty();
        }
        var id = arn.resource().substring(RESOURCE_PREFIX.length());
        return FORM.matcher(id).matches() ? Optional.of(of(id)) : Optional.empty();
    }

    /** A new id. */
    public static FileSystemId random(RandomGenerator random) {
        var digits = "%016x%x".formatted(random.nextLong(), random.nextInt(16));
        return new FileSystemId("fs-" + digits);
    }

    public Arn arn(Owner owner) {
        return owner.arn("elasticfilesystem", RESOURCE_PREFIX + value);
    }

    @Override
    public int compareTo(FileSystemId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
