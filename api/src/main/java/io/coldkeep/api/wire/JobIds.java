package io.coldkeep.api.wire;

import io.coldkeep.domain.refusal.NotFound;
import io.coldkeep.domain.refusal.Subject;
import java.util.UUID;
import java.util.regex.Pattern;

/** The ids of jobs: UUIDs in lower case here, any text in AWS's model. */
public final class JobIds {

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private JobIds() {}

    /** @throws NotFound when no job of ours can have that id */
    public static UUID parse(Subject subject, String text) {
        if (!FORM.matcher(text).matches()) {
            throw new NotFound(subject, text);
        }
        return UUID.fromString(text);
    }
}
