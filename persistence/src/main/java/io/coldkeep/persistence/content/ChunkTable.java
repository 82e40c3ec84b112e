package io.coldkeep.persistence.content;

import io.coldkeep.persistence.content.index.ChunkId;
import io.coldkeep.persistence.content.index.ChunkPlace;
import io.coldkeep.persistence.content.index.IndexedChunk;
import io.coldkeep.persistence.content.index.PackSet;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Chunks and all places where they are, in about seventy bytes each: a store has millions. */
final class ChunkTable {

    private static final int ID_LONGS = ChunkId.LENGTH / Long.BYTES;
    private static final int PLACE_INTS = 4;

    private long[] ids = new long[ID_LONGS << 10];
    private int[] places = new int[PLACE_INTS << 10];
    private int size;

    /** Each holds the number of a chunk, from 1, near where its id points to; at least a third are 0. */
    private int[] slots = new int[2 << 10];

    synchronized void addAll(List<IndexedChunk> chunks) {
        chunks.forEach(this::add);
    }

    private void add(IndexedChunk chunk) {
        if ((size + 1) * ID_LONGS > ids.length) {
            ids = Arrays.copyOf(ids, ids.length + ids.length / 2);
            places = Arrays.copyOf(places, places.length + places.length / 2);
        }
        ByteBuffer.wrap(chunk.id().bytes()).asLongBuffer().get(ids, size * ID_LONGS, ID_LONGS);
        var at = size * PLACE_INTS;
        places[at] = chunk.place().pack();
        places[at + 1] = chunk.place().frame();
        places[at + 2] = chunk.place().frameLength();
        places[at + 3] = chunk.place().position();
        size++;
        if (size > slots.length / 3 * 2) {
            slots = new int[2 * slots.length];
            for (var number = 1; number <= size; number++) {
                occupy(number);
            }
        } else {
            occupy(size);
        }
    }

    private void occupy(int number) {
        var slot = slot(ids[(number - 1) * ID_LONGS]);
        while (slots[slot] != 0) {
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = number;
    }

    /** Ids are random already. */
    private int slot(long id) {
        return (int) id & (slots.length - 1);
    }

    /** All places of a chunk, in the order in which they were added. */
    synchronized List<ChunkPlace> find(ChunkId id) {
        var found = new ArrayList<ChunkPlace>();
        var wanted = new long[ID_LONGS];
        ByteBuffer.wrap(id.bytes()).asLongBuffer().get(wanted);
        for (var slot = slot(wanted[0]); slots[slot] != 0; slot = (slot + 1) & (slots.length - 1)) {
            var from = (slots[slot] - 1) * ID_LONGS;
            if (Arrays.equals(ids, from, from + ID_LONGS, wanted, 0, ID_LONGS)) {
                found.add(place((slots[slot] - 1) * PLACE_INTS));
            }
        }
        return found;
    }

    private ChunkPlace place(int at) {
        return new ChunkPlace(places[at], places[at + 1], places[at + 2], places[at + 3], PackSet.NONE);
    }
}
