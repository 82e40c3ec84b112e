/** Vaults. */
@NullMarked
package io.coldkeep.persistence.sql.vault;

import org.jspecify.annotations.NullMarked;
