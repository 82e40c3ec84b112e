package io.coldkeep.persistence.content.blob.s3;

import io.coldkeep.persistence.content.blob.BlobName;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where objects are: below a prefix of a bucket.
 *
 * @param prefix parts joined by slashes; empty for the whole bucket
 */
public record S3Location(String bucket, String prefix) {

    private static final String SCHEME = "s3://";
    private static final String PART = "(?!\\.{1,2}(?:/|$))[A-Za-z0-9!_.*'()-]+";
    private static final Pattern LEGAL =
            Pattern.compile(SCHEME + "([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(" + PART + "(?:/" + PART + ")*)?/?)?");

    /** The location {@code s3://bucket/prefix}, if that is one; a slash at the end says nothing. */
    public static Optional<S3Location> find(String text) {
        var parts = LEGAL.matcher(text);
        return parts.matches()
                ? Optional.of(new S3Location(
                        parts.group(1), Optional.ofNullable(parts.group(2)).orElse("")))
                : Optional.empty();
    }

    /** Whether one of them is in the other, or both are the same. */
    public boolean overlaps(S3Location other) {
        return bucket.equals(other.bucket)
                && (keyPrefix().startsWith(other.keyPrefix())
                        || other.keyPrefix().startsWith(keyPrefix()));
    }

    /** What all keys begin with. */
    String keyPrefix() {
        return prefix.isEmpty() ? "" : prefix + "/";
    }

    String key(BlobName name) {
        return keyPrefix() + name;
    }

    /** The name of the object with that key, if it is one of ours. */
    Optional<BlobName> name(String key) {
        return key.startsWith(keyPrefix())
                ? BlobName.find(key.substring(keyPrefix().length()))
                : Optional.empty();
    }

    /** Where an object is, as people say it. */
    public String uri(String object) {
        return SCHEME + bucket + "/" + keyPrefix() + object;
    }

    @Override
    public String toString() {
        return SCHEME + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
    }
}
