package io.coldkeep.domain.memory;

import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.page.PageKey;
import io.coldkeep.domain.page.PageRequest;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** Pages of what is in memory, by a key that holds as texts what the items are sorted by. */
final class Listing {

    private Listing() {}

    /** Sorted by a text, upwards. */
    static <T> Page<T> byText(Stream<T> items, PageRequest page, Function<T, String> text) {
        return page(
                items.sorted(Comparator.comparing(text)),
                page,
                item -> PageKey.of(text.apply(item)),
                Comparator.comparing(key -> key.parts().get(0)));
    }

    /** Sorted by a number, downwards. */
    static <T> Page<T> highestFirst(Stream<T> items, PageRequest page, ToIntFunction<T> number) {
        return page(
                items.sorted(Comparator.comparingInt(number).reversed()),
                page,
                item -> PageKey.of(Integer.toString(number.applyAsInt(item))),
                Comparator.<PageKey, Integer>comparing(
                                key -> Integer.valueOf(key.parts().get(0)))
                        .reversed());
    }

    /** Sorted by an instant and then an id, both downwards. */
    static <T> Page<T> latestFirst(
            Stream<T> items, PageRequest page, Function<T, Instant> instant, Function<T, UUID> id) {
        return page(
                items.sorted(Comparator.comparing(instant)
                        .thenComparing(item -> id.apply(item).toString())
                        .reversed()),
                page,
                item -> PageKey.of(
                        instant.apply(item).toString(), id.apply(item).toString()),
                Comparator.<PageKey, Instant>comparing(
                                key -> Instant.parse(key.parts().get(0)))
                        .thenComparing(key -> key.parts().get(1))
                        .reversed());
    }

    private static <T> Page<T> page(
            Stream<T> sorted, PageRequest page, Function<T, PageKey> keyOf, Comparator<PageKey> order) {
        var read = sorted.filter(item -> page.after()
                        .map(after -> order.compare(keyOf.apply(item), after) > 0)
                        .orElse(true))
                .limit(page.limit() + 1L)
                .toList();
        return Page.of(read, page, keyOf);
    }
}
