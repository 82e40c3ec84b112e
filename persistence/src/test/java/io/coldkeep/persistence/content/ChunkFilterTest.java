package io.coldkeep.persistence.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.persistence.content.index.ChunkId;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChunkFilterTest {

    private static final int COUNT = 1 << 15;

    private static ChunkId chunk(int number) {
        var bytes = new byte[ChunkId.LENGTH];
        new SplittableRandom(number).nextBytes(bytes);
        return ChunkId.of(bytes);
    }

    private static long seeminglyIn(ChunkFilter filter, int from) {
        return IntStream.range(from, from + COUNT)
                .filter(number -> filter.mayHave(chunk(number)))
                .count();
    }

    @Test
    void hasWhatWasAddedAndHardlyAnythingElse() {
        var filter = new ChunkFilter(0);
        assertThat(seeminglyIn(filter, 0)).isZero();

        IntStream.range(0, COUNT).forEach(number -> filter.add(chunk(number)));

        assertThat(seeminglyIn(filter, 0)).isEqualTo(COUNT);
        assertThat(seeminglyIn(filter, COUNT)).isLessThan(COUNT / 1000);
    }

    @Test
    void hasMoreRoomForMore() {
        var small = new ChunkFilter(0);
        var large = new ChunkFilter(1 << 24);
        IntStream.range(0, 8 * COUNT).mapToObj(ChunkFilterTest::chunk).forEach(chunk -> {
            small.add(chunk);
            large.add(chunk);
        });

        assertThat(seeminglyIn(large, 8 * COUNT)).isLessThan(COUNT / 1000);
        assertThat(seeminglyIn(small, 8 * COUNT)).isGreaterThan(COUNT / 10);
        assertThat(seeminglyIn(new ChunkFilter(Long.MAX_VALUE), 0)).isZero();
    }
}
