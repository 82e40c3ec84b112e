/** What catalogs of up to ten million recovery points cost: a program, {@code ./benchmark scale}. */
@NullMarked
package io.coldkeep.persistence.sql.scale;

import org.jspecify.annotations.NullMarked;
