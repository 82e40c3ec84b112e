package io.coldkeep.domain.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnreadTest {

    @Test
    void countsAllAndNamesTheFirst() {
        var unread = IntStream.range(0, 12).mapToObj(i -> "/" + i).reduce(Unread.NONE, Unread::and, Unread::plus);

        assertThat(unread.count()).isEqualTo(12);
        assertThat(unread.examples()).containsExactly("/0", "/1", "/2", "/3", "/4");
    }

    @Test
    void addsUp() {
        var sum = Unread.NONE.and("/a").plus(Unread.NONE.and("/b").and("/c"));

        assertThat(sum).isEqualTo(new Unread(3, List.of("/a", "/b", "/c")));
        assertThat(sum.plus(Unread.NONE)).isEqualTo(sum);
    }
}
