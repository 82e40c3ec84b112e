/** Plans, their versions and selections, and the next runs of their rules. */
@NullMarked
package io.coldkeep.persistence.sql.plan;

import org.jspecify.annotations.NullMarked;
