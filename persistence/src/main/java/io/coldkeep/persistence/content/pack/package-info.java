/** Frames, which are compressed and encrypted, and packs, the objects that hold them; {@code docs/content-format.md}. */
@NullMarked
package io.coldkeep.persistence.content.pack;

import org.jspecify.annotations.NullMarked;
