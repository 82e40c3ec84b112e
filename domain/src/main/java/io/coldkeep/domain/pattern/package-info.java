/** Patterns of texts. */
package io.coldkeep.domain.pattern;
