/** The service as a process: it starts, says that it is ready, and ends in order. */
@NullMarked
package io.coldkeep.app;

import org.jspecify.annotations.NullMarked;
