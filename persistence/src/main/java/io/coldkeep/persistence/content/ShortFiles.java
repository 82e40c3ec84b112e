package io.coldkeep.persistence.content;

import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.FileContent;
import io.coldkeep.domain.source.FilePlace;
import io.coldkeep.domain.source.SourceEntry;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Has the crew make files of a restore while the walk goes on: some of one directory at a time, which are in few frames. For one
 * thread, which hears of them in their order.
 */
final class ShortFiles implements AutoCloseable {

    private static final int MOST_FILES = 256;
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_WEIGHT = 1 << 18;
    private static final int MOST_BATCHES = 128;
    private static final int MOST_WEIGHT_OF_ALL = 8 << 20;

    private final Crew crew;
    private final Ends ends;
    private final Deque<Batch> underWay = new ArrayDeque<>();
    private long weightUnderWay;
    private @Nullable Batch batch;
    private volatile boolean isStopped;

    ShortFiles(Crew crew, Ends ends) {
        this.crew = crew;
        this.ends = ends;
    }

    /** Hears what has become of files. */
    interface Ends {

        void made(SourceEntry.RegularFile file) throws IOException;

        void damaged(SourceEntry.RegularFile file, IOException why) throws IOException;
    }

    /** How a file comes along that is being made. */
    static final class Making {

        private final SourceEntry.RegularFile file;
        private final CompletableFuture<?> done;
        private Optional<IOException> damage = Optional.empty();

        private Making(SourceEntry.RegularFile file, CompletableFuture<?> done) {
            this.file = file;
            this.done = done;
        }
    }

    private record Task(Making making, FilePlace place, Supplier<FileContent> content) {

        void run() throws IOException {
            try (var watched = new WatchedContent(content.get(), passed -> {})) {
                try {
                    place.fill(watched);
                } catch (IOException e) {
                    making.damage = Optional.of(watched.damage().orElseThrow(() -> e));
                }
            }
        }
    }

    private final class Batch {

        private final EntryPath directory;
        private final List<Task> tasks = new ArrayList<>();
        private final CompletableFuture<Boolean> done = new CompletableFuture<>();
        private long bytes;
        private long weight;

        Batch(EntryPath directory) {
            this.directory = directory;
        }

        boolean isFull() {
            return bytes >= MOST_BYTES || tasks.size() >= MOST_FILES || weight >= MOST_WEIGHT;
        }

        void submit() {
            var _ = crew.submit(this::run).whenComplete(this::end);
        }

        private boolean run() throws IOException {
            for (var task : tasks) {
                if (!isStopped) {
                    task.run();
                }
                task.place.close();
            }
            return true;
        }

        /** Whatever has happened, and if it is that the crew has been closed, no place stays open. */
        private void end(@Nullable Boolean result, @Nullable Throwable failure) {
            if (failure == null) {
                done.complete(true);
                return;
            }
            isStopped = true;
            for (var task : tasks) {
                try {
                    task.place.close();
                } catch (IOException e) {
                    failure.addSuppressed(e);
                }
            }
            done.completeExceptionally(failure);
        }
    }

    /**
     * Begins with a file, whose place is closed when it is done.
     *
     * @param weight about how many bytes are needed for it until then
     */
    Making add(SourceEntry.RegularFile file, FilePlace place, Supplier<FileContent> content, int weight)
            throws IOException {
        var current = batch;
        if (current == null) {
            current = new Batch(file.path().parent());
            batch = current;
        }
        var making = new Making(file, current.done);
        current.tasks.add(new Task(making, place, content));
        current.bytes += file.size();
        current.weight += weight;
        if (current.isFull()) {
            submit();
        }
        return making;
    }

    /** To be called before the target is given anything in that directory: it may wait for files of others. */
    void enter(EntryPath directory) throws IOException {
        if (batch != null && !batch.directory.equals(directory)) {
            submit();
        }
    }

    /** Has the crew begin with what it was not given yet. */
    void submit() throws IOException {
        if (batch != null) {
            batch.submit();
            underWay.addLast(batch);
            weightUnderWay += batch.weight;
            batch = null;
        }
        while (!underWay.isEmpty()
                && (underWay.size() > MOST_BATCHES
                        || weightUnderWay > MOST_WEIGHT_OF_ALL
                        || underWay.getFirst().done.isDone())) {
            endFirst();
        }
    }

    private void endFirst() throws IOException {
        var ended = underWay.removeFirst();
        weightUnderWay -= ended.weight;
        Crew.await(ended.done);
        for (var task : ended.tasks) {
            var making = task.making;
            if (making.damage.isPresent()) {
                ends.damaged(making.file, making.damage.get());
            } else {
                ends.made(making.file);
            }
        }
    }

    /** Waits for a file; whether it is there. */
    boolean isMade(Making making) throws IOException {
        submit();
        Crew.await(making.done);
        return making.damage.isEmpty();
    }

    /** Waits for all. */
    void finish() throws IOException {
        submit();
        while (!underWay.isEmpty()) {
            endFirst();
        }
    }

    /** Has no more files made, and waits until nobody is at one. */
    @Override
    public void close() {
        isStopped = true;
        if (batch != null) {
            batch.submit();
            underWay.addLast(batch);
            batch = null;
        }
        underWay.forEach(left -> left.done.handle((done, failure) -> true).join());
        underWay.clear();
    }
}
