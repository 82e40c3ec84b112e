/** Puts the service together; the only place that knows how the domain gets its ports. */
@NullMarked
package io.coldkeep.app.wiring;

import org.jspecify.annotations.NullMarked;
