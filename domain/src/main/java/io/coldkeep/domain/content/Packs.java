package io.coldkeep.domain.content;

import io.coldkeep.domain.lifecycle.StorageTier;

/**
 * The objects in a store that hold files and lists of entries.
 *
 * @param state what the index of the store calls it: {@code LIVE} ones are in use, {@code LOST} ones gone or damaged, others are
 *     being written or on their way out
 * @param bytes that they have together
 */
public record Packs(StorageTier tier, String state, long count, long bytes) {}
