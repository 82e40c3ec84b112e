/** The state of virtual time. */
@NullMarked
package io.coldkeep.persistence.sql.time;

import org.jspecify.annotations.NullMarked;
