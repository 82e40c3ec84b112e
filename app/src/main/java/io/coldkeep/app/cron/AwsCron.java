package io.coldkeep.app.cron;

import static java.util.Objects.requireNonNull;

import com.cronutils.model.field.expression.FieldExpression;
import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.RuleBroken;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Reads AWS's cron expressions: {@code cron(minutes hours day-of-month month day-of-week year)}, or the six fields bare. */
final class AwsCron {

    private static final String MEMBER = "ScheduleExpression";
    private static final String FORM = "cron(minutes hours day-of-month month day-of-week year)";
    private static final int MOST_CHARACTERS = 256;

    private static final Pattern CRON = Pattern.compile("[ \\t]*(?:cron\\(([^()]*)\\)|([^()]*))[ \\t]*");
    private static final Pattern RATE = Pattern.compile("[ \\t]*rate\\([^()]*\\)[ \\t]*");
    private static final Pattern WORD = Pattern.compile("[^ \\t]+");

    private static final LocalDateTime BEFORE_ALL = LocalDate.of(1970, 1, 1).atStartOfDay();

    private final String expression;
    private final Map<CronField, String> fields;

    private AwsCron(String expression, Map<CronField, String> fields) {
        this.expression = expression;
        this.fields = fields;
    }

    /** @throws RuleBroken naming ScheduleExpression unless it is legal, runs at some time, and at most once an hour */
    static CronTimes read(String expression) {
        return new AwsCron(expression, fields(expression)).times();
    }

    private static Map<CronField, String> fields(String expression) {
        if (expression.length() > MOST_CHARACTERS) {
            throw refused(
                    "must have at most %d characters, has %d".formatted(MOST_CHARACTERS, expression.length()),
                    expression);
        }
        if (RATE.matcher(expression).matches()) {
            throw refused("must be " + FORM + ", a rate is not supported", expression);
        }
        var cron = CRON.matcher(expression);
        if (!cron.matches()) {
            throw refused("must be " + FORM, expression);
        }
        var inside = cron.group(1) != null ? cron.group(1) : cron.group(2);
        var words = WORD.matcher(inside).results().map(MatchResult::group).toList();
        if (words.size() != CronField.values().length) {
            throw refused("must be %s, has %d of the six fields".formatted(FORM, words.size()), expression);
        }
        var fields = new EnumMap<CronField, String>(CronField.class);
        for (var field : CronField.values()) {
            fields.put(field, words.get(fields.size()));
        }
        return fields;
    }

    private CronTimes times() {
        if (isOpen(CronField.DAY_OF_MONTH) == isOpen(CronField.DAY_OF_WEEK)) {
            throw refused("must have ? as either day-of-month or day-of-week, and not as both", expression);
        }
        var times = new CronTimes(
                minute(), values(CronField.HOURS), days(), values(CronField.MONTH), values(CronField.YEAR));
        if (times.from(BEFORE_ALL).findFirst().isEmpty()) {
            throw refused("must run at some time: no month of it has such a day", expression);
        }
        return times;
    }

    private int minute() {
        var minutes = values(CronField.MINUTES);
        if (minutes.cardinality() != 1) {
            throw refused(
                    "must run at most once an hour, so in one minute of it, has %d".formatted(minutes.cardinality()),
                    expression);
        }
        return minutes.nextSetBit(0);
    }

    private Predicate<LocalDate> days() {
        return isOpen(CronField.DAY_OF_MONTH)
                ? Days.ofWeek(parsed(CronField.DAY_OF_WEEK))
                : Days.ofMonth(parsed(CronField.DAY_OF_MONTH));
    }

    private BitSet values(CronField field) {
        return field.values(parsed(field));
    }

    private FieldExpression parsed(CronField field) {
        return field.parse(text(field)).orElseThrow(() -> refused(field.legal(), text(field)));
    }

    private boolean isOpen(CronField field) {
        return text(field).equals("?");
    }

    private String text(CronField field) {
        return requireNonNull(fields.get(field));
    }

    private static RuleBroken refused(String reason, String value) {
        return new RuleBroken(InvalidValue.was(MEMBER, reason, value));
    }
}
