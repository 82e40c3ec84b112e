package io.coldkeep.persistence.content.manifest;

import io.coldkeep.domain.source.SourceEntry;
import java.util.Optional;

/**
 * One thing in a manifest.
 *
 * @param body for a file, and only for one
 * @param isSparse whether the bytes of the body are runs of data and the holes between them, and not just the file's
 */
public record Entry(SourceEntry source, Optional<Body> body, boolean isSparse) {

    /** One without a body. */
    public static Entry of(SourceEntry source) {
        return new Entry(source, Optional.empty(), false);
    }

    /** A file without holes. */
    public static Entry of(SourceEntry.RegularFile file, Body body) {
        return new Entry(file, Optional.of(body), false);
    }

    /** About how many bytes it has without its body. */
    public int weight() {
        return weight(source);
    }

    /** The same of an entry whose body is not known yet. */
    public static int weight(SourceEntry source) {
        return source.path().length() + source.attributes().extended().size();
    }
}
