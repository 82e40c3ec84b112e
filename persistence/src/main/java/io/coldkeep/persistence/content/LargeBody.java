package io.coldkeep.persistence.content;

import io.coldkeep.persistence.content.index.ChunkId;
import io.coldkeep.persistence.content.index.PackSet;
import io.coldkeep.persistence.content.manifest.Body;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers the chunks of a large file, whose ids go into chunks of their own when there are many. */
final class LargeBody {

    private final ManifestWriter manifest;
    private final Deque<Kept> underWay = new ArrayDeque<>();
    private final List<ChunkId> lists = new ArrayList<>();
    private final PackSet.Builder needs = new PackSet.Builder();
    private List<ChunkId> ids = new ArrayList<>();
    private PackSet.Builder listNeeds = new PackSet.Builder();
    private @Nullable Body whole;

    LargeBody(ManifestWriter manifest) {
        this.manifest = manifest;
    }

    void add(Kept chunk) throws IOException {
        underWay.addLast(chunk);
        while (!underWay.isEmpty() && underWay.peekFirst().isDone()) {
            take(underWay.removeFirst());
        }
    }

    private void take(Kept chunk) throws IOException {
        ids.add(chunk.id());
        listNeeds.add(chunk.pack());
        if (ids.size() > Body.MAX_LISTED) {
            endList(ids.subList(0, Body.MAX_LISTED));
            ids = new ArrayList<>(List.of(chunk.id()));
            listNeeds.add(chunk.pack());
        }
    }

    private void endList(List<ChunkId> listed) throws IOException {
        var list = manifest.list(listed, listNeeds.build());
        lists.add(list.id());
        needs.add(list.needs());
        listNeeds = new PackSet.Builder();
    }

    boolean isDone() {
        return underWay.stream().allMatch(Kept::isDone);
    }

    /** Waits for the last chunks, and answers all, however often it is asked. */
    Body finish() throws IOException {
        if (whole == null) {
            whole = whole();
        }
        return whole;
    }

    private Body whole() throws IOException {
        while (!underWay.isEmpty()) {
            take(underWay.removeFirst());
        }
        if (lists.isEmpty()) {
            needs.add(listNeeds.build());
            return new Body.Chunks(ids);
        }
        endList(ids);
        return new Body.Lists(lists);
    }

    /** The packs that all of it is in, when it is finished. */
    PackSet needs() {
        return needs.build();
    }
}
