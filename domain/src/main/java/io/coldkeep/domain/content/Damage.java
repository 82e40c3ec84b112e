package io.coldkeep.domain.content;

import io.coldkeep.domain.lifecycle.StorageTier;
import java.util.List;

/**
 * What of a content cannot be given back as it was.
 *
 * @param what the first thing that was found
 * @param paths the first of those that are concerned, or that a lost page of the manifest began with; none when nothing is left
 * @param count how many are
 */
public record Damage(ContentId content, StorageTier tier, String what, List<String> paths, long count) {}
