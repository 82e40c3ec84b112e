package io.coldkeep.app.cron;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Cron expressions of all kinds. */
final class RandomExpressions {

    private final Random random;

    RandomExpressions(Random random) {
        this.random = random;
    }

    /** A legal one, though it may be one that never runs. */
    String legal() {
        var byWeekday = random.nextBoolean();
        return "cron(%s %s %s %s %s %s)"
                .formatted(
                        minutes(),
                        field(0, 23, "%d"),
                        byWeekday ? "?" : daysOfMonth(),
                        random.nextBoolean() ? "*" : months(),
                        byWeekday ? daysOfWeek() : "?",
                        random.nextInt(4) > 0 ? "*" : years());
    }

    private String minutes() {
        var minute = random.nextInt(60);
        return switch (random.nextInt(5)) {
            case 0 -> "%d-%d".formatted(minute, minute);
            case 1 -> "%d,%d".formatted(minute, minute);
            case 2 -> "59/%d".formatted(random.nextInt(1, 60));
            default -> Integer.toString(minute);
        };
    }

    private String daysOfMonth() {
        return switch (random.nextInt(8)) {
            case 0 -> "L";
            case 1 -> "LW";
            case 2, 3 -> random.nextInt(1, 32) + "W";
            default -> field(1, 31, "%02d");
        };
    }

    private String months() {
        return random.nextBoolean()
                ? field(1, 12, "%d")
                : oneOf(List.of("JAN", "feb-APR", "MAR,Oct", "NOV-FEB", "OCT/2"));
    }

    private String daysOfWeek() {
        return switch (random.nextInt(8)) {
            case 0 -> "L";
            case 1 -> random.nextInt(1, 8) + "L";
            case 2 -> "%d#%d".formatted(random.nextInt(1, 8), random.nextInt(1, 6));
            case 3 -> oneOf(List.of("MON-FRI", "SAT-sun", "Tue", "FRI,MON", "WEDL", "SUN#3", "THU#5", "FRI-TUE/3"));
            default -> field(1, 7, "%d");
        };
    }

    private String years() {
        var year = random.nextInt(1970, 2045);
        return switch (random.nextInt(4)) {
            case 0 -> "%d-%d".formatted(year, year + random.nextInt(100));
            case 1 -> "%d/%d".formatted(year, random.nextInt(1, 6));
            case 2 -> "*/%d".formatted(random.nextInt(1, 6));
            default -> "%d,%d".formatted(year, year + 1);
        };
    }

    private String field(int least, int most, String format) {
        return random.nextInt(4) == 0
                ? "*"
                : IntStream.rangeClosed(0, random.nextInt(3))
                        .mapToObj(_ -> item(least, most, format))
                        .collect(Collectors.joining(","));
    }

    private String item(int least, int most, String format) {
        var first = format.formatted(random.nextInt(least, most + 1));
        var last = format.formatted(random.nextInt(least, most + 1));
        var step = random.nextInt(1, most + 1);
        return switch (random.nextInt(6)) {
            case 0 -> first + "-" + last;
            case 1 -> first + "-" + last + "/" + step;
            case 2 -> first + "/" + step;
            case 3 -> "*/" + step;
            default -> first;
        };
    }

    /** One with a few characters left out, doubled, put in or changed. */
    String damaged() {
        var text = new StringBuilder(legal());
        for (var i = random.nextInt(1, 4); i > 0; i--) {
            var at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, text.substring(random.nextInt(at + 1), at));
                case 2 ->
                    text.setCharAt(
                            at,
                            oneOf("0123456789*?/-,#LWSUNMONJANFEB()@|+ \t\n\u0662\u0131\u017f".split(""))
                                    .charAt(0));
                default -> text.insert(at, oneOf("*?/-,#LW09 ".split("")));
            }
        }
        return text.toString();
    }

    private String oneOf(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }

    private String oneOf(String... texts) {
        return texts[random.nextInt(texts.length)];
    }
}
