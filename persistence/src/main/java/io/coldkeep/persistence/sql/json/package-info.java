/** Maps and lists in a column, as JSON. */
@NullMarked
package io.coldkeep.persistence.sql.json;

import org.jspecify.annotations.NullMarked;
