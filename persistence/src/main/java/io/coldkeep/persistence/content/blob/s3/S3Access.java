package io.coldkeep.persistence.content.blob.s3;

import java.net.URI;
import java.util.Optional;

/**
 * How a service that speaks S3 is reached.
 *
 * @param endpoint where it is; none for AWS itself
 * @param region in which requests are signed; none for the one that the environment of AWS's tools says
 * @param keys whom requests are signed by; none for whoever the environment of AWS's tools says
 * @param pathStyle whether buckets are in the path of a request and not in its host name
 */
public record S3Access(Optional<URI> endpoint, Optional<String> region, Optional<Keys> keys, boolean pathStyle) {

    /** An access key with its secret. */
    public record Keys(String id, String secret) {

        /** Without the secret. */
        @Override
        public String toString() {
            return id;
        }
    }
}
