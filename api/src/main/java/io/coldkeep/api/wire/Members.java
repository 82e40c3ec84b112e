package io.coldkeep.api.wire;

import io.coldkeep.api.Caller;
import io.coldkeep.domain.arn.AccountId;
import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.RuleBroken;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the services' models say of the values of members, where the use cases do not care. What does not fit is refused by
 * the member's name, with what it must be.
 */
public final class Members {

    private static final Pattern ROLE = Pattern.compile("arn:aws[a-z-]*:iam::[0-9]{12}:role/[\\p{Graph}]{1,512}");
    private static final Pattern CREATOR_REQUEST_ID = Pattern.compile("[a-zA-Z0-9\\-_.]{1,50}");

    private Members() {}

    /** The text, if it has that many characters. */
    public static String ofLength(String member, String text, int least, int most) {
        var length = text.codePointCount(0, text.length());
        if (length < least || length > most) {
            throw invalid(member, "must be %d to %d characters long, was %d".formatted(least, most, length));
        }
        return text;
    }

    /** The text, if all of it matches. */
    public static String matching(String member, String text, Pattern pattern) {
        if (!pattern.matcher(text).matches()) {
            throw new RuleBroken(InvalidValue.pattern(member, "^" + pattern + "$", text));
        }
        return text;
    }

    /** The text, if it is one of the words. */
    public static String oneOf(String member, String text, Collection<?> words) {
        if (words.stream().map(String::valueOf).noneMatch(text::equals)) {
            throw new RuleBroken(InvalidValue.oneOf(
                    member, words.stream().map(String::valueOf).sorted().toList(), text));
        }
        return text;
    }

    /** The number, if it is not less and not more. */
    public static int inRange(String member, int number, int least, int most) {
        if (number < least || number > most) {
            throw invalid(member, "must be %d to %d, was %d".formatted(least, most, number));
        }
        return number;
    }

    public static Arn arn(String member, String text) {
        return Arn.parse(text)
                .orElseThrow(() -> new RuleBroken(
                        InvalidValue.pattern(member, "arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE", text)));
    }

    /** The token that makes a request the same when it comes again. */
    public static Optional<String> creatorRequestId(@Nullable String text) {
        return Optional.ofNullable(text).map(id -> matching("CreatorRequestId", id, CREATOR_REQUEST_ID));
    }

    /** The ARN of a role; whose it is and whether there is one is not asked. */
    public static String roleArn(String member, String text) {
        return matching(member, text, ROLE);
    }

    /** Whether a member that names an account names another one than the caller's. */
    public static boolean isOtherAccount(Caller caller, String member, @Nullable String account) {
        if (account == null) {
            return false;
        }
        if (!AccountId.isValid(account)) {
            throw new RuleBroken(InvalidValue.pattern(member, "^[0-9]{12}$", account));
        }
        return !account.equals(caller.owner().account().value());
    }

    public static RuleBroken invalid(String member, String reason) {
        return new RuleBroken(new InvalidValue(member, reason));
    }
}
