/**
 * Which packs there are, which chunks are in them and which contents need them: what the engine asks of the catalog.
 *
 * <dl>
 *   <dt>chunk
 *   <dd>a piece of a file or of a manifest, named by a keyed hash of its bytes and kept once in a vault and tier
 *   <dt>frame
 *   <dd>one large chunk or several small ones, compressed and encrypted together
 *   <dt>pack
 *   <dd>an object of the store: many frames
 *   <dt>content
 *   <dd>the bytes of one attempt in one tier: a manifest, and the set of the packs that it and its chunks are in
 *   <dt>session
 *   <dd>what writes a content; while it is open, nothing that it may have seen is deleted
 *   <dt>epoch
 *   <dd>a count in each vault that grows whenever packs are doomed; a session sees no pack that was doomed before it began
 * </dl>
 */
@NullMarked
package io.coldkeep.persistence.content.index;

import org.jspecify.annotations.NullMarked;
