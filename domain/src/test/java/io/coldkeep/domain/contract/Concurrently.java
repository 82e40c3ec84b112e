package io.coldkeep.domain.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Runs work in several threads that start at the same moment. */
public final class Concurrently {

    private static final long PATIENCE_SECONDS = 60;

    private Concurrently() {}

    /** Runs the work once for each number below {@code threads} and answers the results in their order. */
    public static <T> List<T> run(int threads, IntFunction<T> work) {
        var start = new CyclicBarrier(threads);
        return run(IntStream.range(0, threads)
                .<Callable<T>>mapToObj(i -> () -> {
                    start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                    return work.apply(i);
                })
                .toList());
    }

    /** Runs the work in a thread of its own and answers its result, while the calling thread waits. */
    public static <T> T elsewhere(Callable<T> work) {
        return run(List.of(work)).get(0);
    }

    private static <T> List<T> run(List<Callable<T>> works) {
        var executor = Executors.newFixedThreadPool(works.size());
        try {
            var results = new ArrayList<T>();
            for (Future<T> future : executor.invokeAll(works, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new AssertionError("one of the threads failed", e.getCause());
        } finally {
            executor.shutdownNow();
        }
    }
}
