package io.coldkeep.api.sigv4;

import java.util.Optional;

/**
 * The keys that requests may be signed with. Asked once for each request, by the threads that serve the connections: an
 * implementation answers from memory and never waits.
 */
public interface AccessKeys {

    /** The key with this id, or empty where there is none. */
    Optional<AccessKey> find(String accessKeyId);
}
