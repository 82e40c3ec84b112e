package io.coldkeep.domain.content;

/** Knows what there is in the stores. */
@FunctionalInterface
public interface ContentInventory {

    /** What the index says; nothing of the stores is read. Costs what there is of packs, and not of chunks or contents. */
    Inventory take();
}
