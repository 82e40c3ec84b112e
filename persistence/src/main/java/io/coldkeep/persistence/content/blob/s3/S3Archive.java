package io.coldkeep.persistence.content.blob.s3;

import java.util.Optional;

/**
 * Where the bytes of files are kept in a bucket, and how they come back from where they cannot be read at once.
 *
 * @param storageClass that of objects that are written from now on; none for the default of the service
 * @param days for how long what is thawed can be read, at least 1
 */
public record S3Archive(Optional<StorageClass> storageClass, Speed speed, int days) {

    /** As AWS calls them; those from which one has to be thawed come last. */
    public enum StorageClass {
        STANDARD,
        STANDARD_IA,
        ONEZONE_IA,
        GLACIER_IR,
        GLACIER,
        DEEP_ARCHIVE
    }

    /** How soon something is thawed, and how dear that is. */
    public enum Speed {
        STANDARD("Standard"),
        BULK("Bulk"),
        EXPEDITED("Expedited");

        private final String tier;

        Speed(String tier) {
            this.tier = tier;
        }

        /** As AWS calls it. */
        public String tier() {
            return tier;
        }
    }
}
