package io.coldkeep.persistence.content.blob;

/**
 * An object that is there.
 *
 * @param size in bytes
 */
public record StoredBlob(BlobName name, long size) {}
