/** Virtual time and how it moves. Whatever needs the time takes a {@link java.time.InstantSource}. */
package io.coldkeep.domain.time;
