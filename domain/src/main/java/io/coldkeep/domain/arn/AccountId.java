package io.coldkeep.domain.arn;

import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.RuleBroken;
import java.util.regex.Pattern;

/** An AWS account: twelve digits. */
public record AccountId(String value) {

    private static final Pattern FORM = Pattern.compile("[0-9]{12}");

    public AccountId {
        if (!FORM.matcher(value).matches()) {
            throw new RuleBroken(InvalidValue.pattern("AccountId", "^[0-9]{12}$", value));
        }
    }

    public static AccountId of(String value) {
        return new AccountId(value);
    }

    /** Whether the text is an account id. */
    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
