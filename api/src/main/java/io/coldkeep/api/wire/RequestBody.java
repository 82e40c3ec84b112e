package io.coldkeep.api.wire;

import io.micronaut.http.HttpRequest;

/**
 * The whole body of a request, read before the request is routed: its signature covers it, so nobody may act on a part.
 */
public final class RequestBody {

    private static final String ATTRIBUTE = "coldkeep.body";
    private static final byte[] EMPTY = {};

    private RequestBody() {}

    /** The body; empty for a request that has none. The bytes are not copied and not to be changed. */
    public static byte[] of(HttpRequest<?> request) {
        return request.getAttributes().getValue(ATTRIBUTE) instanceof byte[] body ? body : EMPTY;
    }

    /** Remembers the body for {@link #of}. */
    public static void put(HttpRequest<?> request, byte[] body) {
        request.setAttribute(ATTRIBUTE, body);
    }
}
