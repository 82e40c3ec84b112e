package io.coldkeep.api;

import io.coldkeep.domain.access.Requester;
import io.coldkeep.domain.arn.Owner;

/**
 * Who makes a request: the principal that the access key belongs to, in the region that the request was signed for.
 */
public record Caller(Requester requester) {

    /** Whose things the request is about. */
    public Owner owner() {
        return requester.owner();
    }
}
