/** What operators ask of the service itself, below {@code /coldkeep}. */
@NullMarked
package io.coldkeep.api.operator;

import org.jspecify.annotations.NullMarked;
