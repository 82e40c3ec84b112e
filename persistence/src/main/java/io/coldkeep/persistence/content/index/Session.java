package io.coldkeep.persistence.content.index;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.lifecycle.StorageTier;
import java.util.UUID;

/**
 * An open attempt at writing a content.
 *
 * @param id random, never used again
 * @param epoch that of the vault when it began
 */
public record Session(UUID id, ContentId content, StorageTier tier, long epoch) {}
