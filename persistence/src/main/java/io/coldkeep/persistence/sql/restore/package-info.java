/** Restore jobs. */
@NullMarked
package io.coldkeep.persistence.sql.restore;

import org.jspecify.annotations.NullMarked;
