package io.coldkeep.api.recoverypoint;

import io.coldkeep.api.wire.Members;
import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.refusal.RuleViolation;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What can be backed up, as AWS Backup calls it: file systems, and nothing else. */
public final class ResourceTypes {

    public static final String EFS = "EFS";
    public static final List<String> ALL = List.of(EFS);

    private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9\\-_.]{1,50}");
    private static final Pattern SNAPSHOT = Pattern.compile("(snapshot|image|recovery-point)[/:].*");

    private ResourceTypes() {}

    /** Whether a filter by type leaves nothing of what is here. */
    public static boolean excludesAll(String member, @Nullable String type) {
        return type != null && !ALL.contains(Members.matching(member, type, FORM));
    }

    /**
     * The ARN of something that could have been backed up.
     *
     * @throws RuleBroken when it is no ARN, or that of a backup
     */
    public static Arn source(String member, String text) {
        var arn = Members.arn(member, text);
        if (SNAPSHOT.matcher(arn.resource()).matches()) {
            throw new RuleBroken(new NoSource(member, arn));
        }
        return arn;
    }

    /** The ARN is that of a backup; the sentence is AWS Backup's own. */
    private record NoSource(String field, Arn arn) implements RuleViolation {

        @Override
        public String reason() {
            return "must be the ARN of a resource that is backed up, was " + arn;
        }

        @Override
        public String message() {
            return "Unsupported resource type: " + arn;
        }
    }
}
