/**
 * How fast the service is, measured from outside: a program, not a test. {@code ./benchmark} in the project's root runs it;
 * {@code docs/performance.md} says what it measures and shows figures.
 *
 * <p>{@link io.coldkeep.app.benchmark.ServiceProcess} is the service as {@code ./coldkeep} starts it,
 * {@link io.coldkeep.app.benchmark.Workload} what is asked of it, {@link io.coldkeep.app.benchmark.LoadGenerator} who asks.
 */
@NullMarked
package io.coldkeep.app.benchmark;

import org.jspecify.annotations.NullMarked;
