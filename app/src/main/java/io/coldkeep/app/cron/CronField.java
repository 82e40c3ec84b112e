package io.coldkeep.app.cron;

import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.field.constraint.FieldConstraints;
import com.cronutils.model.field.expression.Always;
import com.cronutils.model.field.expression.And;
import com.cronutils.model.field.expression.Between;
import com.cronutils.model.field.expression.Every;
import com.cronutils.model.field.expression.FieldExpression;
import com.cronutils.model.field.expression.On;
import com.cronutils.model.field.expression.visitor.ValidationFieldExpressionVisitor;
import com.cronutils.model.field.value.FieldValue;
import com.cronutils.model.field.value.IntegerFieldValue;
import com.cronutils.parser.CronParserField;
import java.util.BitSet;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The six fields of an AWS cron expression, in their order. What cron-utils would read leniently ({@code 1W5}, {@code +5},
 * {@code 1-5/2/3}) or not at all (throwing what it does not document) is kept from it by a pattern of its form.
 */
enum CronField {
    MINUTES("minutes", CronFieldName.MINUTE, "[0-9]{1,2}", "", "0-59 (ranges, steps up to 59 and lists included)"),
    HOURS("hours", CronFieldName.HOUR, "[0-9]{1,2}", "", "0-23 (ranges, steps up to 23 and lists included)"),
    DAY_OF_MONTH(
            "day-of-month",
            CronFieldName.DAY_OF_MONTH,
            "[0-9]{1,2}",
            "|\\?|L|LW|[0-9]{1,2}W",
            "1-31 (ranges, steps up to 31 and lists included) or one of ?, L, LW and 1W to 31W"),
    MONTH(
            "month",
            CronFieldName.MONTH,
            "[0-9]{1,2}|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC",
            "",
            "1-12 or JAN-DEC (ranges, steps up to 12 and lists included)"),
    DAY_OF_WEEK(
            "day-of-week",
            CronFieldName.DAY_OF_WEEK,
            "[1-7]|SUN|MON|TUE|WED|THU|FRI|SAT",
            "|\\?|L|(?:VALUE)L|(?:VALUE)#[1-5]",
            "1-7 or SUN-SAT (ranges, steps up to 7 and lists included) or one of ?, L, 1L to 7L and 1#1 to 7#5"),
    YEAR("year", CronFieldName.YEAR, "[0-9]{4}", "", "1970-2199 (ranges, steps up to 230 and lists included)");

    private final String title;
    private final String allowed;
    private final Pattern form;

    // What cron-utils makes of its description of the field; neither changes.
    @SuppressWarnings("ImmutableEnumChecker")
    private final FieldConstraints constraints;

    @SuppressWarnings("ImmutableEnumChecker")
    private final CronParserField parser;

    CronField(String title, CronFieldName name, String value, String alone, String allowed) {
        this.title = title;
        this.allowed = allowed;
        this.form = Pattern.compile(
                "(?:ITEM)(?:,(?:ITEM))*ALONE"
                        .replace("ALONE", alone)
                        .replace("ITEM", "(?:\\*|(?:VALUE)(?:-(?:VALUE))?)(?:/[0-9]{1,3})?")
                        .replace("VALUE", value),
                Pattern.CASE_INSENSITIVE);
        this.constraints = Dialect.AWS.getFieldDefinition(name).getConstraints();
        this.parser = new CronParserField(name, constraints);
    }

    /** The field as it was understood; empty when it is not legal. */
    Optional<FieldExpression> parse(String text) {
        if (!form.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            var parsed = parser.parse(text.toUpperCase(Locale.ROOT)).getExpression();
            return Optional.of(parsed.accept(new ValidationFieldExpressionVisitor(constraints)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** What may be in the field, in a sentence for the client. */
    String legal() {
        return "must have as " + title + " " + allowed;
    }

    /** The numbers that an expression without L, W, # and ? names. */
    BitSet values(FieldExpression expression) {
        return IntStream.rangeClosed(constraints.getStartRange(), constraints.getEndRange())
                .filter(value -> names(expression, value))
                .collect(BitSet::new, BitSet::set, BitSet::or);
    }

    private boolean names(FieldExpression expression, int value) {
        return switch (expression) {
            case Always _ -> true;
            case On on -> value == on.getTime().getValue();
            case Between range -> isIn(range, 1, value);
            case Every steps -> names(steps, value);
            case And list -> list.getExpressions().stream().anyMatch(item -> names(item, value));
            default -> throw new IllegalArgumentException(title + " " + expression.asString());
        };
    }

    private boolean names(Every steps, int value) {
        var step = steps.getPeriod().getValue();
        return switch (steps.getExpression()) {
            case Always _ -> isStep(constraints.getStartRange(), constraints.getEndRange(), step, value);
            case On start -> isStep(start.getTime().getValue(), constraints.getEndRange(), step, value);
            case Between range -> isIn(range, step, value);
            default -> throw new IllegalArgumentException(title + " " + steps.asString());
        };
    }

    private boolean isIn(Between range, int step, int value) {
        return isStep(number(range.getFrom()), number(range.getTo()), step, value);
    }

    /** Whether one comes to the value in such steps. A range whose end is before its start goes over the end of the field. */
    private boolean isStep(int from, int to, int step, int value) {
        var size = constraints.getEndRange() - constraints.getStartRange() + 1;
        var way = Math.floorMod(value - from, size);
        return way <= Math.floorMod(to - from, size) && way % step == 0;
    }

    private static int number(FieldValue<?> value) {
        return ((IntegerFieldValue) value).getValue();
    }

    /** AWS's cron, as cron-utils describes one. Years alone do not come around again, so their ranges go forward only. */
    private static final class Dialect {

        static final CronDefinition AWS = CronDefinitionBuilder.defineCron()
                .withMinutes()
                .withValidRange(0, 59)
                .and()
                .withHours()
                .withValidRange(0, 23)
                .and()
                .withDayOfMonth()
                .withValidRange(1, 31)
                .supportsL()
                .supportsW()
                .supportsLW()
                .supportsQuestionMark()
                .and()
                .withMonth()
                .withValidRange(1, 12)
                .and()
                .withDayOfWeek()
                .withValidRange(1, 7)
                .withMondayDoWValue(2)
                .supportsHash()
                .supportsL()
                .supportsQuestionMark()
                .and()
                .withYear()
                .withValidRange(1970, 2199)
                .withStrictRange()
                .and()
                .instance();
    }
}
