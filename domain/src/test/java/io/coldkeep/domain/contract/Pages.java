package io.coldkeep.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.page.PageKey;
import io.coldkeep.domain.page.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads lists page by page. */
final class Pages {

    /** More than any test stores. */
    static final PageRequest ALL = PageRequest.first(PageRequest.MAX_LIMIT);

    private Pages() {}

    /** Asserts that the pages, of whatever size, hold just these items in this order, and that only the last ends. */
    static <T> void assertPagesHold(List<T> expected, Function<PageRequest, Page<T>> list) {
        for (var limit = 1; limit <= expected.size() + 1; limit++) {
            assertThat(collect(limit, list)).as("in pages of " + limit).isEqualTo(expected);
        }
    }

    private static <T> List<T> collect(int limit, Function<PageRequest, Page<T>> list) {
        var all = new ArrayList<T>();
        var after = Optional.<PageKey>empty();
        do {
            var page = list.apply(new PageRequest(limit, after));
            assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
            if (page.next().isPresent()) {
                assertThat(page.items()).hasSize(limit);
            } else if (after.isPresent()) {
                assertThat(page.items()).as("the last page").isNotEmpty();
            }
            all.addAll(page.items());
            after = page.next();
        } while (after.isPresent());
        return all;
    }
}
