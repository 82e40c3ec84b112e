package io.coldkeep.api.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of an HTTP request that members travel in. */
interface RequestParts {

    /** The decoded value of a label of the path. */
    @Nullable
    String label(String name);

    /** The decoded values of a parameter of the query, in the order of the request. */
    List<String> query(String name);

    @Nullable
    String header(String name);

    byte[] body();
}
