/** Where objects are kept: write once, read in pieces, delete. */
@NullMarked
package io.coldkeep.persistence.content.blob;

import org.jspecify.annotations.NullMarked;
