/** The index of the content store: what its engine asks of the catalog. */
@NullMarked
package io.coldkeep.persistence.sql.content;

import org.jspecify.annotations.NullMarked;
