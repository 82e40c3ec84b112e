package io.coldkeep.persistence.content.blob;

import java.util.Optional;
import java.util.regex.Pattern;

/** The name of an object: parts of lower-case letters, digits, hyphens and dots, joined by slashes. */
public record BlobName(String value) {

    private static final Pattern LEGAL = Pattern.compile("[a-z0-9-][a-z0-9.-]*(/[a-z0-9-][a-z0-9.-]*)*");

    public BlobName {
        if (!LEGAL.matcher(value).matches()) {
            throw new IllegalArgumentException("no name of an object: " + value);
        }
    }

    /** The name, if it may be one. */
    public static Optional<BlobName> find(String value) {
        return LEGAL.matcher(value).matches() ? Optional.of(new BlobName(value)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
