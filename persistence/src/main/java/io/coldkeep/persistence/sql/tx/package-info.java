/** Transactions over the catalog, and how others take part in them. */
@NullMarked
package io.coldkeep.persistence.sql.tx;

import org.jspecify.annotations.NullMarked;
