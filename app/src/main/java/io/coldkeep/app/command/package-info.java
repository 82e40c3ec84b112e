/**
 * What an operator does with the stores alone, without a catalog and without a service: list, restore, verify. {@code
 * docs/operations.md} shows it.
 */
@NullMarked
package io.coldkeep.app.command;

import org.jspecify.annotations.NullMarked;
