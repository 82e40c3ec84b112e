/**
 * The catalog in SQL: one set of tables and queries for H2 and PostgreSQL. Below it one package per feature, each with its
 * rows, its queries and the port of the domain that they implement.
 */
@NullMarked
package io.coldkeep.persistence.sql;

import org.jspecify.annotations.NullMarked;
