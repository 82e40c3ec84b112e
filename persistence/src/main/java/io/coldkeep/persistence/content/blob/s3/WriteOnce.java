package io.coldkeep.persistence.content.blob.s3;

import io.coldkeep.persistence.content.blob.BlobName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the service writes an object on the condition that there is none: not all do, and those that do not know the condition
 * replace what is there and say nothing. It is tried out once, with an object that is no part of a vault.
 */
final class WriteOnce {

    private static final Logger LOG = LoggerFactory.getLogger(WriteOnce.class);
    private static final BlobName PROBE = new BlobName("write-once");
    private static final byte[] BYTES =
            "Tells whether this service replaces objects.\n".getBytes(StandardCharsets.US_ASCII);

    private volatile boolean isKnown;

    /** @throws IgnoredConditionException when the service has replaced an object */
    void require(S3Bucket bucket) throws IOException {
        if (!isKnown) {
            tryOut(bucket);
        }
    }

    /** Only who has made the object deletes it, so that it does not go while somebody else tries to replace it. */
    private synchronized void tryOut(S3Bucket bucket) throws IOException {
        if (!isKnown && bucket.putWhereNone(PROBE, BYTES)) {
            var isReplaced = bucket.putWhereNone(PROBE, BYTES);
            delete(bucket);
            if (isReplaced) {
                throw new IgnoredConditionException();
            }
        }
        isKnown = true;
    }

    /** A bucket may forbid to delete; then the next one who tries finds that it is there, and knows as much. */
    private static void delete(S3Bucket bucket) {
        try {
            bucket.delete(PROBE);
        } catch (IOException e) {
            LOG.info("{} stays there, which does no harm: {}", bucket.location().uri(PROBE.value()), e.getMessage());
        }
    }
}
