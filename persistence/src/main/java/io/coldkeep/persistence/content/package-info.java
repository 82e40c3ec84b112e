/**
 * The content store: a deduplicating, encrypting engine over two object stores and an index in the catalog. {@link
 * io.coldkeep.persistence.content.ChunkedContentStore} is all that the rest may use; {@code docs/content-format.md} says what the
 * bytes are.
 *
 * <dl>
 *   <dt>batch
 *   <dd>pieces of files that become one frame
 *   <dt>manifest
 *   <dd>pages of entries in the order of the tree, listed by a root, listed by a descriptor
 *   <dt>tier
 *   <dd>an object store of its own, with chunks of its own
 * </dl>
 */
@NullMarked
package io.coldkeep.persistence.content;

import org.jspecify.annotations.NullMarked;
