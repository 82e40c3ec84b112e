/** File systems. */
@NullMarked
package io.coldkeep.persistence.sql.filesystem;

import org.jspecify.annotations.NullMarked;
