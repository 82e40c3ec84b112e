/** Where large files are cut. */
@NullMarked
package io.coldkeep.persistence.content.chunk;

import org.jspecify.annotations.NullMarked;
