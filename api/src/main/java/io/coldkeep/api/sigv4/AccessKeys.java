package io.coldkeep.api.sigv4;

import java.util.Optional;

/** The keys that requests may be signed with. Called once for each request, from many threads at once. */
public interface AccessKeys {

    /** The key with this id, or empty where there is none. */
    Optional<AccessKey> find(String accessKeyId);
}
