/** The closed set of "no": what the service refuses and why, as data. */
package io.coldkeep.domain.refusal;
