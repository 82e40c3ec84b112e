package io.coldkeep.domain.content;

import java.nio.charset.StandardCharsets;

/**
 * Says what a content is of. The content store keeps it with the bytes, and gives it back when there is nothing else left to ask;
 * it does not read it.
 *
 * @param text at most {@value #MAX_BYTES} bytes in UTF-8
 */
public record Description(String text) {

    public static final int MAX_BYTES = 1 << 20;

    /** Says nothing. */
    public static final Description NONE = new Description("");

    public Description {
        var length = text.getBytes(StandardCharsets.UTF_8).length;
        if (length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "a description has at most %d bytes, was %d".formatted(MAX_BYTES, length));
        }
    }
}
