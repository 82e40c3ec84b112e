/** Measures the content store beside other backup programs. */
@NullMarked
package io.coldkeep.persistence.content.benchmark;

import org.jspecify.annotations.NullMarked;
