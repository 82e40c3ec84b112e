/** Tags. */
@NullMarked
package io.coldkeep.persistence.sql.tag;

import org.jspecify.annotations.NullMarked;
