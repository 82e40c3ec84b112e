package io.coldkeep.api.wire;

import io.coldkeep.api.wire.MemberPlan.Kind;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;

/** Single values: what a number, a timestamp or a text may look like. */
final class Scalars {

    static final String INTEGER = "a whole number between " + Integer.MIN_VALUE + " and " + Integer.MAX_VALUE;
    static final String LONG = "a whole number between " + Long.MIN_VALUE + " and " + Long.MAX_VALUE;
    static final String TIMESTAMP = "a timestamp (ISO 8601 or seconds since 1970) in the years 1 to 9999";

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");
    private static final int MAX_NUMBER = 40;
    private static final int MAX_SHOWN = 40;

    private Scalars() {}

    /** The value of a text that came in path, query or header. */
    static Object parse(Kind kind, String text, MemberPath at) {
        return switch (kind) {
            case STRING -> text(text, at);
            case INTEGER -> integer(text, at);
            case LONG -> wholeNumber(text, at);
            case BOOLEAN -> truth(text, at);
            case TIMESTAMP -> timestamp(text, at);
            case DOUBLE, STRUCTURE, LIST, MAP -> throw new IllegalStateException(at + " belongs in the body");
        };
    }

    /** The text itself, if every database and every client can hold it. */
    static String text(String text, MemberPath at) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == 0) {
                throw at.refuse("text without the character U+0000", "text that contains it");
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw at.refuse("Unicode text", "text with half of a surrogate pair");
                }
                i++;
            }
        }
        return text;
    }

    /** The instant, to the microsecond; that is finer than any timestamp of the two services. */
    static Instant timestamp(double seconds, MemberPath at) {
        var micros = seconds * 1e6;
        if (!(Math.abs(micros) < Long.MAX_VALUE)) { // not so for NaN either
            throw at.refuse(TIMESTAMP, "out of range");
        }
        var whole = Math.round(micros);
        return inRange(
                Instant.ofEpochSecond(Math.floorDiv(whole, 1_000_000L), Math.floorMod(whole, 1_000_000L) * 1000L), at);
    }

    /** An ISO 8601 text with a zone. */
    static Instant isoTimestamp(String text, MemberPath at) {
        try {
            return inRange(
                    OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                            .toInstant(),
                    at);
        } catch (DateTimeException e) {
            throw at.refuse(TIMESTAMP, shown(text));
        }
    }

    /** A value from a request for a message: in quotes and not too long. */
    static String shown(String text) {
        return '\'' + (text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…") + '\'';
    }

    private static Integer integer(String text, MemberPath at) {
        try {
            return Integer.valueOf(digits(text, INTEGER, at));
        } catch (NumberFormatException e) {
            throw at.refuse(INTEGER, shown(text));
        }
    }

    private static Long wholeNumber(String text, MemberPath at) {
        try {
            return Long.valueOf(digits(text, LONG, at));
        } catch (NumberFormatException e) {
            throw at.refuse(LONG, shown(text));
        }
    }

    private static String digits(String text, String expected, MemberPath at) {
        // Java would also read "+7" and the digits of other scripts.
        if (text.startsWith("+") || text.chars().anyMatch(c -> c > '9')) {
            throw at.refuse(expected, shown(text));
        }
        return text;
    }

    private static Boolean truth(String text, MemberPath at) {
        return switch (text) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> throw at.refuse("true or false", shown(text));
        };
    }

    private static Instant timestamp(String text, MemberPath at) {
        if (!isNumber(text)) {
            return isoTimestamp(text, at);
        }
        try {
            return timestamp(Double.parseDouble(text), at);
        } catch (NumberFormatException e) {
            throw at.refuse(TIMESTAMP, shown(text));
        }
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_NUMBER
                && text.chars()
                        .allMatch(c ->
                                (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E');
    }

    private static Instant inRange(Instant instant, MemberPath at) {
        if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
            throw at.refuse(TIMESTAMP, "out of range");
        }
        return instant;
    }
}
