/** The transaction port. */
package io.coldkeep.domain.tx;
