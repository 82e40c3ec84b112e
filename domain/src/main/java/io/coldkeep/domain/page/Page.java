package io.coldkeep.domain.page;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of a list.
 *
 * @param next where the following page starts; empty on the last page
 */
public record Page<T>(List<T> items, Optional<PageKey> next) {

    public Page {
        items = List.copyOf(items);
    }

    /**
     * The page out of up to {@code limit + 1} items read behind the request's key: the extra one only tells that there
     * is more.
     */
    public static <T> Page<T> of(List<T> read, PageRequest request, Function<T, PageKey> key) {
        if (read.size() <= request.limit()) {
            return new Page<>(read, Optional.empty());
        }
        var items = read.subList(0, request.limit());
        return new Page<>(items, Optional.of(key.apply(items.get(items.size() - 1))));
    }

    public <R> Page<R> map(Function<? super T, ? extends R> mapper) {
        return new Page<R>(items.stream().<R>map(mapper).toList(), next);
    }
}
