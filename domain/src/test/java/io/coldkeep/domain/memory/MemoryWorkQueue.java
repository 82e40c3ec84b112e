package io.coldkeep.domain.memory;

import io.coldkeep.domain.work.Work;
import io.coldkeep.domain.work.WorkQueue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A queue that is part of a catalog, since work is put in with the transaction that it belongs to. */
public final class MemoryWorkQueue implements WorkQueue {

    /** A piece of work and when it is to run. */
    public record Entry(Work work, Instant at) {}

    /** Does a piece of work. */
    public interface Worker {
        void work(Work work) throws Exception;
    }

    private final MemoryCatalog catalog;

    public MemoryWorkQueue(MemoryCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public void enqueue(Work work, Instant at) {
        catalog.change(state -> state.work.add(new Entry(work, at)));
    }

    /** What waits, in the order in which it was put in. */
    public List<Entry> entries() {
        return catalog.read(state -> List.copyOf(state.work));
    }

    /** The pieces of work that wait, in the order in which they were put in. */
    public List<Work> waiting() {
        return entries().stream().map(Entry::work).toList();
    }

    /**
     * Runs what waits, and what is put in meanwhile, in the order of the instants until nothing is left, and answers what it
     * ran. An exception passes through, with the work that threw it back in the queue.
     */
    public List<Work> runToEmpty(Worker worker) throws Exception {
        var done = new ArrayList<Work>();
        for (var next = take(Instant.MAX); next.isPresent(); next = take(Instant.MAX)) {
            var entry = next.get();
            try {
                worker.work(entry.work());
            } catch (Exception | Error e) {
                enqueue(entry.work(), entry.at());
                throw e;
            }
            done.add(entry.work());
        }
        return done;
    }

    /** Takes the first piece out that is due at that instant or before. */
    public Optional<Entry> take(Instant upTo) {
        return catalog.write(state -> {
            var next = state.work.stream()
                    .filter(entry -> !entry.at().isAfter(upTo))
                    .min(Comparator.comparing(Entry::at));
            next.ifPresent(state.work::remove);
            return next;
        });
    }
}
