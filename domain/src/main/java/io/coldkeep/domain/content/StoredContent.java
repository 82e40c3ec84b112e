package io.coldkeep.domain.content;

import io.coldkeep.domain.source.Unread;

/**
 * What a backup kept.
 *
 * @param logicalBytes the sum of the sizes of the files
 * @param storedBytes what it takes in the store
 * @param entries files, directories and links
 * @param unread what could not be kept as it was
 */
public record StoredContent(long logicalBytes, long storedBytes, long entries, Unread unread) {}
