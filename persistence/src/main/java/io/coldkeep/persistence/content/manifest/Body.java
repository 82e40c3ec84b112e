package io.coldkeep.persistence.content.manifest;

import io.coldkeep.persistence.content.index.ChunkId;
import java.util.List;

/** Where the bytes of a file are. */
public sealed interface Body {

    /** The longest content that is kept in the manifest itself, in bytes. */
    int MAX_INLINE = 512;

    /** The most chunks that an entry lists itself; the ids of more are in chunks of their own, so many in each. */
    int MAX_LISTED = 4096;

    /** In the manifest itself. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares bodies
    record Inline(byte[] bytes) implements Body {}

    /** In chunks, one behind the other. */
    record Chunks(List<ChunkId> ids) implements Body {}

    /** In chunks that are listed in chunks. */
    record Lists(List<ChunkId> ids) implements Body {}
}
