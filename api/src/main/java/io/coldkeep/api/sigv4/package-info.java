/**
 * Signature Version 4 of AWS as carried in the {@code Authorization} header, seen from the side that verifies.
 *
 * <ul>
 *   <li><b>canonical request</b>: the request in the one form that both sides compute the same bytes for.
 *   <li><b>credential scope</b>: day, region and service that a signature is good for.
 *   <li><b>signing key</b>: derived from the secret for one scope; the secret itself signs nothing.
 * </ul>
 *
 * The messages of refusals are those of AWS, since tools look for them.
 */
@NullMarked
package io.coldkeep.api.sigv4;

import org.jspecify.annotations.NullMarked;
