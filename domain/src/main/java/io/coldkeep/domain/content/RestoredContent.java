package io.coldkeep.domain.content;

import io.coldkeep.domain.source.EntryPath;
import java.util.Set;

/**
 * What a restore wrote.
 *
 * @param missing selected items that the recovery point does not hold
 * @param lost what was selected, and is not in the target since it is damaged
 */
public record RestoredContent(long logicalBytes, long entries, Set<EntryPath> missing, Lost lost) {}
