package io.coldkeep.persistence.sql.statement;

import io.coldkeep.domain.work.JobTotal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;

/** Jobs as a database counts them. */
public final class JobTotals {

    private JobTotals() {}

    private record Row<S>(S state, JobTotal total) {}

    /** @param sql of which each row is a state, how many jobs are in it, and the sums of what they moved and stored */
    public static <S extends Enum<S>> Map<S, JobTotal> read(Statements statements, Class<S> states, String sql) {
        var totals = new EnumMap<S, JobTotal>(states);
        statements
                .read(
                        row -> new Row<>(
                                Enum.valueOf(states, row.getString(1)),
                                new JobTotal(row.getLong(2), sum(row, 3), sum(row, 4))),
                        sql)
                .forEach(row -> totals.put(row.state(), row.total()));
        return totals;
    }

    /** There is none of what nobody has noted. */
    private static BigInteger sum(ResultSet row, int column) throws SQLException {
        BigDecimal sum = row.getBigDecimal(column);
        return sum == null ? BigInteger.ZERO : sum.toBigIntegerExact();
    }
}
