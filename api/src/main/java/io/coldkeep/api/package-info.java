/** The HTTP face of the service: one package for each feature, all of them over {@code wire} and {@code sigv4}. */
@NullMarked
package io.coldkeep.api;

import org.jspecify.annotations.NullMarked;
