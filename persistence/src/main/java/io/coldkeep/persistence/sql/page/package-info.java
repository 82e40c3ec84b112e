/** How lists find their place again. */
@NullMarked
package io.coldkeep.persistence.sql.page;

import org.jspecify.annotations.NullMarked;
