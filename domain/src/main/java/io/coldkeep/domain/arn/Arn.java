package io.coldkeep.domain.arn;

import java.util.Optional;

/**
 * An Amazon Resource Name, {@code arn:partition:service:region:account:resource}. Region and account may be empty; the
 * resource is everything behind the fifth colon. Control characters are in none.
 */
public record Arn(String partition, String service, String region, String account, String resource) {

    private static final int MAX_LENGTH = 2048;

    /** Reads the text of an ARN, or answers empty where it is none. */
    public static Optional<Arn> parse(String text) {
        if (text.length() > MAX_LENGTH
                || !text.startsWith("arn:")
                || text.chars().anyMatch(Character::isISOControl)) {
            return Optional.empty();
        }
        var parts = text.split(":", 6);
        if (parts.length < 6 || parts[1].isEmpty() || parts[2].isEmpty() || parts[5].isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Arn(parts[1], parts[2], parts[3], parts[4], parts[5]));
    }

    @Override
    public String toString() {
        return "arn:" + partition + ":" + service + ":" + region + ":" + account + ":" + resource;
    }
}
