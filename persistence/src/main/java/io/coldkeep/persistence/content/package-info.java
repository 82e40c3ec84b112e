/**
 * The content store: one archive per attempt at a backup, in a warm or a cold directory. {@link
 * io.coldkeep.persistence.content.ArchiveContentStore} is all that the rest may use.
 *
 * <dl>
 *   <dt>archive
 *   <dd>one file: a header, a compressed tar, a trailer with a checksum over all of it; {@code docs/content-format.md}
 *   <dt>tier
 *   <dd>a directory of archives; an archive is there whole or not at all
 * </dl>
 */
@NullMarked
package io.coldkeep.persistence.content;

import org.jspecify.annotations.NullMarked;
