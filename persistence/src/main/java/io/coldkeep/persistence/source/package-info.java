/**
 * The directories behind file systems: what reads and fills them, without ever following a link that somebody put in the
 * way.
 *
 * <dl>
 *   <dt>open directory
 *   <dd>a directory that stays the same one whatever happens to its name; all that is done to an entry is done through
 *       the open directory that holds it
 *   <dt>descent
 *   <dd>the open directories from the root of a tree down to where the work is
 *   <dt>hidden directory
 *   <dd>where a restore works, at the root of its file system, until it gives the directory its name
 * </dl>
 */
@NullMarked
package io.coldkeep.persistence.source;

import org.jspecify.annotations.NullMarked;
