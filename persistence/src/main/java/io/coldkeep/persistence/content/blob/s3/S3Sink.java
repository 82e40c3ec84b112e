package io.coldkeep.persistence.content.blob.s3;

import io.coldkeep.persistence.content.blob.ArchivedBlobException;
import io.coldkeep.persistence.content.blob.BlobName;
import io.coldkeep.persistence.content.blob.BlobSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** An upload in parts, of which it holds two in memory: one is on its way while the next is filled. */
final class S3Sink implements BlobSink {

    /** Of all parts but the last. */
    static final int PART = 8 << 20;

    private final S3BlobStore store;
    private final S3Bucket bucket;
    private final BlobName name;
    private final String upload;
    private final MessageDigest digest = Digest.sha256();
    private final List<CompletedPart> parts = new ArrayList<>();
    private byte[] part = new byte[PART];
    private byte[] spare = new byte[0];
    private Optional<CompletableFuture<CompletedPart>> onItsWay = Optional.empty();
    private int filled;
    private long size;
    private boolean isEnded;

    S3Sink(S3BlobStore store, S3Bucket bucket, BlobName name, Optional<S3Archive.StorageClass> storageClass)
            throws IOException {
        this.store = store;
        this.bucket = bucket;
        this.name = name;
        this.upload = bucket.beginUpload(name, storageClass);
    }

    @Override
    public void write(byte[] bytes, int length) throws IOException {
        digest.update(bytes, 0, length);
        size += length;
        for (var from = 0; from < length; ) {
            if (filled == PART) {
                uploadPart();
            }
            var taken = Math.min(length - from, PART - filled);
            System.arraycopy(bytes, from, part, filled, taken);
            filled += taken;
            from += taken;
        }
    }

    private void uploadPart() throws IOException {
        awaitPart();
        var bytes = part;
        var length = filled;
        var number = parts.size() + 1;
        onItsWay = Optional.of(CompletableFuture.supplyAsync(
                () -> send(number, bytes, length),
                task -> Thread.ofVirtual().name("upload").start(task)));
        part = spare.length == 0 ? new byte[PART] : spare;
        spare = bytes;
        filled = 0;
    }

    private CompletedPart send(int number, byte[] bytes, int length) {
        try {
            return bucket.uploadPart(name, upload, number, bytes, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitPart() throws IOException {
        try {
            onItsWay.map(CompletableFuture::join).ifPresent(parts::add);
            onItsWay = Optional.empty();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException failure) {
                throw failure.getCause();
            }
            throw e;
        }
    }

    @Override
    public void commit() throws IOException {
        if (filled > 0 || size == 0) {
            uploadPart();
        }
        awaitPart();
        if (bucket.completeUpload(name, upload, parts)) {
            isEnded = true;
        } else if (!isThere()) {
            throw new IOException(bucket.location().uri(name.value()) + " was deleted while it was written.");
        }
        forget();
    }

    private void forget() {
        part = new byte[0];
        spare = new byte[0];
    }

    /** What is archived cannot be read and compared: then the checksums of its parts tell, where the service has kept them. */
    private boolean isThere() throws IOException {
        try {
            return store.isThere(name, size, digest.digest());
        } catch (ArchivedBlobException e) {
            if (bucket.checksum(name).equals(Optional.of(S3Bucket.checksum(parts)))) {
                return true;
            }
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        forget();
        if (!isEnded) {
            isEnded = true;
            onItsWay.ifPresent(
                    sending -> sending.handle((sent, failure) -> true).join()); // it would be there again
            bucket.abortUpload(bucket.location().key(name), upload);
        }
    }
}
