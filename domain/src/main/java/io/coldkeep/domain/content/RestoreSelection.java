package io.coldkeep.domain.content;

import io.coldkeep.domain.source.EntryPath;
import java.util.Set;

/** What to restore: everything, or items, each with all below it and the directories above it. */
public record RestoreSelection(Set<EntryPath> items) {

    public static final RestoreSelection EVERYTHING = new RestoreSelection(Set.of(EntryPath.ROOT));

    public RestoreSelection {
        items = Set.copyOf(items);
        if (items.isEmpty()) {
            throw new IllegalArgumentException("a selection names at least one item");
        }
    }

    /** Whether the entry is an item or below one. */
    public boolean includes(EntryPath path) {
        return items.stream().anyMatch(path::isWithin);
    }

    /** Whether the entry is a directory on the way to an item, wanted without its other content. */
    public boolean leadsTo(EntryPath directory) {
        return items.stream().anyMatch(item -> item.isWithin(directory));
    }
}
