package io.coldkeep.api.sigv4;

import java.util.List;
import java.util.function.Function;

/**
 * The parts of a request that a signature covers, as they came over the wire.
 *
 * @param path as sent, nothing decoded
 * @param query as sent, without the question mark; empty for none
 * @param headers from a header's name in lower case to its values in the order of the request
 */
@SuppressWarnings("ArrayRecordComponent") // hands over arguments and is never compared
public record SignedRequest(
        String method, String path, String query, Function<String, List<String>> headers, byte[] body) {

    List<String> header(String name) {
        return headers.apply(name);
    }
}
