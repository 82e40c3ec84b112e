/**
 * Statements that are more than a fixed query with a few parameters: writes of whole rows that must tell how many rows they
 * changed, and lists whose conditions depend on a filter.
 */
@NullMarked
package io.coldkeep.persistence.sql.statement;

import org.jspecify.annotations.NullMarked;
