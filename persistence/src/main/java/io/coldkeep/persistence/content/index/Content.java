package io.coldkeep.persistence.content.index;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.lifecycle.StorageTier;

/**
 * What a session wrote, whole.
 *
 * @param source what it is a copy of: the same for each backup of one file system
 * @param descriptor the sealed bytes of the descriptor object, where reading begins
 * @param packs all packs that it needs
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares contents
public record Content(ContentId id, StorageTier tier, String source, byte[] descriptor, PackSet packs) {}
