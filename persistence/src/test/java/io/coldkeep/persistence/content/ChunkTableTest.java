package io.coldkeep.persistence.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.persistence.content.index.ChunkId;
import io.coldkeep.persistence.content.index.ChunkPlace;
import io.coldkeep.persistence.content.index.IndexedChunk;
import io.coldkeep.persistence.content.index.PackSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChunkTableTest {

    private final Random random = new Random(3);

    private ChunkId anId() {
        var bytes = new byte[ChunkId.LENGTH];
        random.nextBytes(bytes);
        return ChunkId.of(bytes);
    }

    private static ChunkPlace place(int number) {
        return new ChunkPlace(number, 7 * number, 5 * number, number % 3, PackSet.NONE);
    }

    @Test
    void findsEachOfManyChunks() {
        var table = new ChunkTable();
        var chunks = new ArrayList<IndexedChunk>();
        for (var i = 0; i < 100_000; i++) {
            chunks.add(new IndexedChunk(anId(), place(i)));
        }
        table.addAll(chunks);

        assertThat(chunks)
                .allSatisfy(chunk -> assertThat(table.find(chunk.id())).containsExactly(chunk.place()));
        assertThat(table.find(anId())).isEmpty();
    }

    @Test
    void findsAllPlacesOfAChunkInTheirOrder() {
        var table = new ChunkTable();
        var id = anId();
        var places = new ArrayList<ChunkPlace>();
        for (var i = 0; i < 5000; i++) {
            table.addAll(List.of(new IndexedChunk(anId(), place(i))));
            if (i % 1000 == 0) {
                places.add(place(i));
                table.addAll(List.of(new IndexedChunk(id, place(i))));
            }
        }

        assertThat(table.find(id)).isEqualTo(places);
    }
}
