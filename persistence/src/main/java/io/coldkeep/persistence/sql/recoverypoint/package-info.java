/** Recovery points. */
@NullMarked
package io.coldkeep.persistence.sql.recoverypoint;

import org.jspecify.annotations.NullMarked;
