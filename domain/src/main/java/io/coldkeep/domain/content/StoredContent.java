package io.coldkeep.domain.content;

import io.coldkeep.domain.source.Unread;

/**
 * What a backup or a copy kept.
 *
 * @param logicalBytes the sum of the sizes of the files
 * @param transfer what that took
 * @param entries files, directories and links
 * @param unread what could not be kept as it was
 */
public record StoredContent(long logicalBytes, Transfer transfer, long entries, Unread unread) {}
