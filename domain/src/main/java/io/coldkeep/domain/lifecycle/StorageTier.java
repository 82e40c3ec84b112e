package io.coldkeep.domain.lifecycle;

/** Where the bytes of a recovery point are. AWS calls it the storage class. */
public enum StorageTier {
    WARM,
    COLD
}
