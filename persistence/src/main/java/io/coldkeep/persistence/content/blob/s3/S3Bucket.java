package io.coldkeep.persistence.content.blob.s3;

import io.coldkeep.persistence.content.blob.ArchivedBlobException;
import io.coldkeep.persistence.content.blob.BlobName;
import io.coldkeep.persistence.content.blob.NoSuchBlobException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.InvalidObjectStateException;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.ObjectAlreadyInActiveTierErrorException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.OptionalObjectAttributes;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.StorageClass;

/** The requests to one location. A failure says of which object, and what the service said. */
final class S3Bucket {

    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;
    private static final int BEYOND_THE_END = 416;
    private static final String ANYTHING = "*";
    private static final Set<String> ARCHIVES =
            Set.of(StorageClass.GLACIER.toString(), StorageClass.DEEP_ARCHIVE.toString());
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18})");

    private final S3Client client;
    private final S3Location location;
    private final WriteOnce writeOnce = new WriteOnce();

    S3Bucket(S3Client client, S3Location location) {
        this.client = client;
        this.location = location;
    }

    S3Location location() {
        return location;
    }

    /** A request, and what it is for. */
    @FunctionalInterface
    private interface Request<T> {
        T send();
    }

    private <T> T ask(String what, String object, Request<T> request) throws IOException {
        try {
            return request.send();
        } catch (SdkException e) {
            throw failure(what, object, e);
        }
    }

    private IOException failure(String what, String object, SdkException e) {
        return new IOException("%s could not be %s: %s".formatted(location.uri(object), what, reason(e)), e);
    }

    /** What the service said, or what came in between. */
    static String reason(SdkException e) {
        if (e instanceof AwsServiceException answer
                && answer.awsErrorDetails() != null
                && answer.awsErrorDetails().errorCode() != null) {
            var details = answer.awsErrorDetails();
            return "the service answered %d %s: %s"
                    .formatted(answer.statusCode(), details.errorCode(), details.errorMessage());
        }
        return String.valueOf(e.getMessage());
    }

    // writing

    /**
     * Requires, where that is not known yet, that the service writes on condition.
     *
     * @throws IgnoredConditionException when it does not
     */
    void requireWriteOnce() throws IOException {
        writeOnce.require(this);
    }

    /**
     * Puts an object where there is none.
     *
     * @return false when there is one
     */
    boolean putNew(BlobName name, byte[] bytes) throws IOException {
        requireWriteOnce();
        return putWhereNone(name, bytes);
    }

    /** The same by a service of which that is not known. */
    boolean putWhereNone(BlobName name, byte[] bytes) throws IOException {
        try {
            put(name, bytes, request -> request.ifNoneMatch(ANYTHING));
            return true;
        } catch (SdkException e) {
            if (e instanceof S3Exception answer && answer.statusCode() == PRECONDITION_FAILED) {
                return false;
            }
            throw failure("written", name.value(), e);
        }
    }

    /** Puts an object, in place of one that is there. */
    void put(BlobName name, byte[] bytes) throws IOException {
        ask("written", name.value(), () -> put(name, bytes, request -> {}));
    }

    private boolean put(BlobName name, byte[] bytes, Consumer<PutObjectRequest.Builder> condition) {
        client.putObject(
                request -> request.bucket(location.bucket())
                        .key(location.key(name))
                        .checksumCRC32C(crc(bytes, bytes.length))
                        .applyMutation(condition),
                body(bytes, bytes.length));
        return true;
    }

    /** Reads the bytes in place, again for each attempt. */
    private static RequestBody body(byte[] bytes, int length) {
        return RequestBody.fromContentProvider(
                () -> new ByteArrayInputStream(bytes, 0, length), length, "application/octet-stream");
    }

    private static String crc(byte[] bytes, int length) {
        var crc = new CRC32C();
        crc.update(bytes, 0, length);
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(Integer.BYTES)
                        .putInt((int) crc.getValue())
                        .array());
    }

    /** Begins an upload; answers its id. */
    String beginUpload(BlobName name, Optional<S3Archive.StorageClass> storageClass) throws IOException {
        requireWriteOnce();
        return ask(
                "begun",
                name.value(),
                () -> client.createMultipartUpload(request -> request.bucket(location.bucket())
                                .key(location.key(name))
                                .storageClass(storageClass.map(Enum::name).orElse(null))
                                .checksumAlgorithm(ChecksumAlgorithm.CRC32_C))
                        .uploadId());
    }

    CompletedPart uploadPart(BlobName name, String upload, int number, byte[] bytes, int length) throws IOException {
        var crc = crc(bytes, length);
        var part = ask(
                "written",
                name.value(),
                () -> client.uploadPart(
                        request -> request.bucket(location.bucket())
                                .key(location.key(name))
                                .uploadId(upload)
                                .partNumber(number)
                                .checksumCRC32C(crc),
                        body(bytes, length)));
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(part.eTag())
                .checksumCRC32C(crc)
                .build();
    }

    /**
     * Makes the parts an object, where there is none.
     *
     * @return false when there is one, or the upload is gone: it was aborted, or an attempt before has completed it unheard
     */
    boolean completeUpload(BlobName name, String upload, List<CompletedPart> parts) throws IOException {
        try {
            client.completeMultipartUpload(request -> request.bucket(location.bucket())
                    .key(location.key(name))
                    .uploadId(upload)
                    .ifNoneMatch(ANYTHING)
                    .multipartUpload(all -> all.parts(parts)));
            return true;
        } catch (SdkException e) {
            if (e instanceof S3Exception answer
                    && (answer.statusCode() == PRECONDITION_FAILED || answer.statusCode() == NOT_FOUND)) {
                return false;
            }
            throw failure("completed", name.value(), e);
        }
    }

    /** Aborts an upload; fine when it is gone. */
    void abortUpload(String key, String upload) throws IOException {
        try {
            client.abortMultipartUpload(
                    request -> request.bucket(location.bucket()).key(key).uploadId(upload));
        } catch (NoSuchUploadException e) {
            // that is what was wanted
        } catch (SdkException e) {
            throw failure("aborted", key.substring(location.keyPrefix().length()), e);
        }
    }

    /** The uploads of all objects whose names begin so, from the first page to the last. */
    void eachPageOfUploads(String beginning, PageOfUploads hearing) throws IOException {
        var pages = client.listMultipartUploadsPaginator(
                        request -> request.bucket(location.bucket()).prefix(location.keyPrefix() + beginning))
                .iterator();
        while (ask("asked for its uploads", beginning, pages::hasNext)) {
            hearing.accept(ask("asked for its uploads", beginning, pages::next));
        }
    }

    /** Hears of uploads. */
    @FunctionalInterface
    interface PageOfUploads {
        void accept(ListMultipartUploadsResponse page) throws IOException;
    }

    void abort(MultipartUpload upload) throws IOException {
        abortUpload(upload.key(), upload.uploadId());
    }

    // reading

    /**
     * Reads a part that has at least one byte.
     *
     * @throws NoSuchBlobException when there is no such object
     * @throws ArchivedBlobException when it has to be thawed before
     * @throws EOFException when it ends before the part does
     */
    byte[] read(BlobName name, long offset, int length) throws IOException {
        var range = "bytes=" + offset + "-" + (offset + length - 1);
        var asked = GetObjectRequest.builder()
                .bucket(location.bucket())
                .key(location.key(name))
                .range(range)
                .build();
        try {
            return client.getObject(asked, (answer, body) -> part(name, offset, length, answer, body))
                    .orElseThrow(() -> ended(name, offset, length));
        } catch (NoSuchKeyException e) {
            throw missing(name, e);
        } catch (InvalidObjectStateException e) {
            throw new ArchivedBlobException(name, e);
        } catch (SdkException e) {
            if (e instanceof S3Exception answer && answer.statusCode() == BEYOND_THE_END) {
                throw ended(name, offset, length);
            }
            throw failure("read", name.value(), e);
        }
    }

    private static NoSuchBlobException missing(BlobName name, Throwable cause) {
        var missing = new NoSuchBlobException(name);
        missing.initCause(cause);
        return missing;
    }

    private EOFException ended(BlobName name, long offset, int length) {
        return new EOFException("%s ends before byte %d.".formatted(location.uri(name.value()), offset + length));
    }

    /**
     * The part, if the object has it all. A body that ends too early is asked for again; that of another part than was asked for
     * is not taken.
     */
    private static Optional<byte[]> part(
            BlobName name, long offset, int length, GetObjectResponse answer, AbortableInputStream body) {
        var range = CONTENT_RANGE.matcher(Objects.requireNonNullElse(answer.contentRange(), ""));
        if (!range.matches()) {
            throw RetryableException.create("the answer is not the part of " + name + " that was asked for");
        }
        if (Long.parseLong(range.group(3)) - length < offset) {
            body.abort();
            return Optional.empty();
        }
        var isThePart =
                Long.parseLong(range.group(1)) == offset && Long.parseLong(range.group(2)) == offset + length - 1;
        var bytes = isThePart ? read(name, length, body) : new byte[0];
        if (bytes.length < length) {
            body.abort();
            throw RetryableException.create(
                    "the answer has %d bytes of %s and not %d".formatted(bytes.length, name, length));
        }
        return Optional.of(bytes);
    }

    private static byte[] read(BlobName name, int length, AbortableInputStream body) {
        try {
            return body.readNBytes(length);
        } catch (IOException e) {
            throw RetryableException.create("the answer with a part of " + name + " broke off", e);
        }
    }

    /** @throws NoSuchBlobException when there is no such object */
    long size(BlobName name) throws IOException {
        return head(name, request -> {}).contentLength();
    }

    /** The checksum that the service has kept of an object that was uploaded in parts. */
    Optional<String> checksum(BlobName name) throws IOException {
        return Optional.ofNullable(head(name, request -> request.checksumMode(ChecksumMode.ENABLED))
                .checksumCRC32C());
    }

    /** What that is when these are the parts: the checksum of their checksums. */
    static String checksum(List<CompletedPart> parts) {
        var all = ByteBuffer.allocate(Integer.BYTES * parts.size());
        parts.forEach(part -> all.put(Base64.getDecoder().decode(part.checksumCRC32C())));
        return crc(all.array(), all.capacity()) + "-" + parts.size();
    }

    /** Whether an object can be read. */
    enum Access {
        READABLE,
        /** Soon: somebody has asked for it. */
        THAWING,
        ARCHIVED
    }

    /** @throws NoSuchBlobException when there is no such object */
    Access access(BlobName name) throws IOException {
        var head = head(name, request -> {});
        if (!isArchive(head.storageClassAsString())) {
            return Access.READABLE;
        }
        if (head.restore() == null) {
            return Access.ARCHIVED;
        }
        return head.restore().contains("ongoing-request=\"true\"") ? Access.THAWING : Access.READABLE;
    }

    private static boolean isArchive(@Nullable String storageClass) {
        return storageClass != null && ARCHIVES.contains(storageClass);
    }

    /** Has an object thawed; answers whether it is by now. */
    boolean thaw(BlobName name, S3Archive how) throws IOException {
        try {
            client.restoreObject(request -> request.bucket(location.bucket())
                    .key(location.key(name))
                    .restoreRequest(thaw -> thaw.days(how.days())
                            .glacierJobParameters(job -> job.tier(how.speed().tier()))));
            return false;
        } catch (ObjectAlreadyInActiveTierErrorException e) {
            return true;
        } catch (SdkException e) {
            if (isThawing(e)) {
                return false;
            }
            throw failure("thawed", name.value(), e);
        }
    }

    /** Whether it says that somebody else has asked for the object to be thawed. */
    static boolean isThawing(SdkException e) {
        return e instanceof AwsServiceException answer
                && answer.awsErrorDetails() != null
                && "RestoreAlreadyInProgress".equals(answer.awsErrorDetails().errorCode());
    }

    private HeadObjectResponse head(BlobName name, Consumer<HeadObjectRequest.Builder> wish) throws IOException {
        try {
            return client.headObject(request ->
                    request.bucket(location.bucket()).key(location.key(name)).applyMutation(wish));
        } catch (SdkException e) {
            if (e instanceof S3Exception answer && answer.statusCode() == NOT_FOUND) {
                requireBucket();
                throw missing(name, e);
            }
            throw failure("looked up", name.value(), e);
        }
    }

    /** The answer to a HEAD does not say what is not there, and without the bucket nobody knows what has been lost. */
    private void requireBucket() throws IOException {
        requireThere(S3Service.ALL_ATTEMPTS);
    }

    /**
     * Asks for what anybody who may use the location may ask for.
     *
     * @throws IOException when it is not there, may not be used, or does not answer for so long
     */
    void requireThere(Duration patience) throws IOException {
        ask(
                "listed",
                "",
                () -> client.listObjectsV2(request -> request.bucket(location.bucket())
                        .prefix(location.keyPrefix())
                        .maxKeys(1)
                        .overrideConfiguration(limits -> limits.apiCallTimeout(patience))));
    }

    /** The same as {@link #access}, for all objects whose names begin so and of which the list tells it. */
    void eachPageWithAccess(String beginning, BiConsumer<String, Access> hearing) throws IOException {
        eachPage(
                beginning,
                request -> request.optionalObjectAttributes(OptionalObjectAttributes.RESTORE_STATUS),
                page -> page.contents()
                        .forEach(object -> access(object).ifPresent(access -> hearing.accept(object.key(), access))));
    }

    private static Optional<Access> access(S3Object object) {
        if (!isArchive(object.storageClassAsString())) {
            return Optional.of(Access.READABLE);
        }
        return Optional.ofNullable(object.restoreStatus())
                .map(thaw -> Boolean.TRUE.equals(thaw.isRestoreInProgress()) ? Access.THAWING : Access.READABLE);
    }

    /** Objects whose names begin so, in the order of their names. */
    void eachPage(String beginning, PageOfObjects hearing) throws IOException {
        eachPage(beginning, request -> {}, hearing);
    }

    private void eachPage(String beginning, Consumer<ListObjectsV2Request.Builder> wish, PageOfObjects hearing)
            throws IOException {
        var pages = client.listObjectsV2Paginator(request -> request.bucket(location.bucket())
                        .prefix(location.keyPrefix() + beginning)
                        .applyMutation(wish))
                .iterator();
        while (ask("listed", beginning, pages::hasNext)) {
            hearing.accept(ask("listed", beginning, pages::next));
        }
    }

    /** Hears of objects. */
    @FunctionalInterface
    interface PageOfObjects {
        void accept(ListObjectsV2Response page);
    }

    // deleting

    void delete(BlobName name) throws IOException {
        ask(
                "deleted",
                name.value(),
                () -> client.deleteObject(
                        request -> request.bucket(location.bucket()).key(location.key(name))));
    }

    /** Deletes up to 1000; answers those that could not be deleted, or throws when that holds for all. */
    List<S3Error> delete(List<BlobName> names) throws IOException {
        var keys = names.stream()
                .map(name -> ObjectIdentifier.builder().key(location.key(name)).build())
                .toList();
        var all = Delete.builder().objects(keys).quiet(true).build();
        return ask(
                "deleted",
                names.getFirst() + " and others",
                () -> client.deleteObjects(
                                request -> request.bucket(location.bucket()).delete(all))
                        .errors());
    }
}
