package io.coldkeep.api.wire;

import io.micronaut.http.HttpRequest;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** The id that an answer carries and the log repeats; one for each request. */
public final class RequestId {

    static final String HEADER = "x-amzn-RequestId";

    private static final String ATTRIBUTE = "coldkeep.request-id";
    private static final long VERSION_4 = 0x4000L;
    private static final long VERSION_MASK = 0xF000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long VARIANT_MASK = 0xC000_0000_0000_0000L;

    private RequestId() {}

    /** The id of the request, made when it is first asked for. */
    public static String of(HttpRequest<?> request) {
        var present = request.getAttributes().getValue(ATTRIBUTE);
        if (present instanceof String id) {
            return id;
        }
        var made = next();
        request.setAttribute(ATTRIBUTE, made);
        return made;
    }

    /** A random UUID. It must be unique, not unguessable: the cheap generator will do. */
    private static String next() {
        var random = ThreadLocalRandom.current();
        return new UUID((random.nextLong() & ~VERSION_MASK) | VERSION_4, (random.nextLong() & ~VARIANT_MASK) | VARIANT)
                .toString();
    }
}
