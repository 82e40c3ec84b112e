/** What keeps services off a catalog that is being recovered, or was recovered by half. */
@NullMarked
package io.coldkeep.persistence.sql.recovery;

import org.jspecify.annotations.NullMarked;
