/**
 * Keys. The master key wraps a random key of each vault, from which the keys of its frames, chunk ids and chunk boundaries are
 * derived.
 */
@NullMarked
package io.coldkeep.persistence.content.crypto;

import org.jspecify.annotations.NullMarked;
