/** Copy jobs. */
@NullMarked
package io.coldkeep.persistence.sql.copy;

import org.jspecify.annotations.NullMarked;
