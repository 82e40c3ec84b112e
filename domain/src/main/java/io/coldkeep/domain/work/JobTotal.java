package io.coldkeep.domain.work;

import java.math.BigInteger;

/**
 * So many jobs, and what they did together, which may be more than a {@code long} counts.
 *
 * @param movedBytes that they read of their sources, or restored
 * @param storedBytes that they wrote to the store
 */
public record JobTotal(long jobs, BigInteger movedBytes, BigInteger storedBytes) {

    public static final JobTotal NONE = new JobTotal(0, BigInteger.ZERO, BigInteger.ZERO);

    public static JobTotal of(long jobs, long movedBytes, long storedBytes) {
        return new JobTotal(jobs, BigInteger.valueOf(movedBytes), BigInteger.valueOf(storedBytes));
    }

    public JobTotal plus(JobTotal other) {
        return new JobTotal(jobs + other.jobs, movedBytes.add(other.movedBytes), storedBytes.add(other.storedBytes));
    }
}
