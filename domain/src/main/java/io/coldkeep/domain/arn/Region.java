package io.coldkeep.domain.arn;

import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.RuleBroken;
import java.util.regex.Pattern;

/** A region by its code, such as {@code eu-central-1}; any well-formed code is a region here. */
public record Region(String code) {

    private static final Pattern FORM = Pattern.compile("[a-z]{2,8}(-[a-z]{1,16}){1,3}-[0-9]{1,2}");

    public Region {
        if (!isValid(code)) {
            throw new RuleBroken(InvalidValue.pattern("Region", "^" + FORM + "$", code));
        }
    }

    public static Region of(String code) {
        return new Region(code);
    }

    /** Whether the text is a region's code. */
    public static boolean isValid(String text) {
        return text.length() <= 32 && FORM.matcher(text).matches();
    }

    /** The partition that ARNs of this region begin with. */
    public String partition() {
        if (code.startsWith("cn-")) {
            return "aws-cn";
        }
        return code.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }

    @Override
    public String toString() {
        return code;
    }
}
