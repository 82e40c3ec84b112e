package io.coldkeep.api.tag;

import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.page.PageKey;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.tag.Tags;
import java.util.Map;

/** The tags of one resource in pages, by key. */
public final class TagPages {

    private TagPages() {}

    public static Page<Map.Entry<String, String>> page(Tags tags, PageRequest request) {
        var behind = request.after()
                .map(key -> tags.values().tailMap(key.parts().getFirst() + '\0')) // the next text after the key
                .orElse(tags.values());
        var read = behind.entrySet().stream()
                .limit(request.limit() + 1L)
                .<Map.Entry<String, String>>map(tag -> tag)
                .toList();
        return Page.of(read, request, tag -> PageKey.of(tag.getKey()));
    }
}
