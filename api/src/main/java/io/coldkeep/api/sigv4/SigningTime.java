package io.coldkeep.api.sigv4;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** The time at which a request says it was signed; the text is what was signed. */
record SigningTime(String text, Instant instant) {

    private static final DateTimeFormatter BASIC =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int DATE_LENGTH = 8;

    /** Reads ISO 8601's basic form, or the date of HTTP, which some clients send instead. */
    static Optional<SigningTime> parse(String text) {
        try {
            if (text.endsWith("Z")) {
                return Optional.of(
                        new SigningTime(text, LocalDateTime.parse(text, BASIC).toInstant(ZoneOffset.UTC)));
            }
            var instant = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
            return Optional.of(new SigningTime(format(instant), instant));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static String format(Instant instant) {
        return BASIC.format(instant);
    }

    String date() {
        return text.substring(0, DATE_LENGTH);
    }
}
