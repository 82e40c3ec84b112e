package io.coldkeep.domain.plan;

import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.RuleBroken;
import java.util.regex.Pattern;

/**
 * A selection as a client asks for it.
 *
 * @param iamRoleArn kept and given back, and named by the jobs
 */
public record NewBackupSelection(String name, String iamRoleArn, ResourceChoice choice) {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9\\-_.]{1,50}");

    public NewBackupSelection {
        if (!NAME.matcher(name).matches()) {
            throw new RuleBroken(InvalidValue.pattern("SelectionName", "^" + NAME + "$", name));
        }
    }
}
