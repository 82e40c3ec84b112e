/** The settings of the service. */
@NullMarked
package io.coldkeep.app.config;

import org.jspecify.annotations.NullMarked;
