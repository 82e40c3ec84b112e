/** Secrets that the instances of a service share. */
@NullMarked
package io.coldkeep.persistence.sql.secret;

import org.jspecify.annotations.NullMarked;
