package io.coldkeep.domain.lifecycle;

import java.math.BigInteger;

/** So many recovery points and the bytes that they hold together, which may be more than a {@code long} counts. */
public record Amount(long points, BigInteger bytes) {

    public static final Amount NONE = new Amount(0, BigInteger.ZERO);

    public static Amount of(long points, long bytes) {
        return new Amount(points, BigInteger.valueOf(bytes));
    }

    public Amount plus(Amount other) {
        return new Amount(points + other.points, bytes.add(other.bytes));
    }

    public Amount minus(Amount other) {
        return new Amount(points - other.points, bytes.subtract(other.bytes));
    }
}
