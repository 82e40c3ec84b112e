package io.coldkeep.persistence.content.blob.s3;

import io.coldkeep.persistence.content.blob.BlobName;
import io.coldkeep.persistence.content.blob.BlobSink;
import io.coldkeep.persistence.content.blob.BlobStore;
import io.coldkeep.persistence.content.blob.NoSuchBlobException;
import io.coldkeep.persistence.content.blob.OtherBytesException;
import io.coldkeep.persistence.content.blob.StoredBlob;
import io.coldkeep.persistence.content.blob.s3.S3Bucket.Access;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;

/**
 * Objects below a prefix of a bucket. A sink is a multipart upload from its first moment, so that whoever deletes the object finds
 * what was begun of it; it holds one part in memory. An object comes to be on the condition that there is none, and where an
 * answer was lost on the way, what is there is read and compared. Any number of processes may share the prefix.
 */
public final class S3BlobStore implements BlobStore {

    private static final Logger LOG = LoggerFactory.getLogger(S3BlobStore.class);

    /** An upload that was begun so long ago belongs to a dead process: nobody writes one object for so long. */
    private static final Duration ABANDONED_AFTER = Duration.ofDays(7);

    private static final Duration PATIENCE_AT_START = Duration.ofSeconds(20);
    private static final int DELETED_AT_A_TIME = 1000;

    /** Of more than that, the list is asked how they are kept; not all services tell there. */
    private static final int ASKED_ONE_BY_ONE = 64;

    private static final int COMPARED_AT_A_TIME = 8 << 20;

    private final S3Bucket bucket;
    private final Optional<S3Archive> archive;

    /** @param archive none where all objects can be read at once */
    S3BlobStore(S3Bucket bucket, Optional<S3Archive> archive) {
        this.bucket = bucket;
        this.archive = archive;
    }

    /**
     * Whether the bucket answers just now.
     *
     * @throws S3SetupException when the service says that there is no such bucket, or that it may not be used
     */
    boolean isAnswering() {
        try {
            bucket.requireThere(PATIENCE_AT_START);
            return true;
        } catch (IOException e) {
            if (e.getCause() instanceof SdkException failure && !S3Service.passes(failure)) {
                throw new S3SetupException(bucket.location() + " cannot be used: " + S3Bucket.reason(failure), failure);
            }
            LOG.warn("{} does not answer; what needs it fails until it does: {}", bucket.location(), e.getMessage());
            return false;
        }
    }

    /**
     * Tries out whether objects are written once here; where the service does not answer, the first who writes does.
     *
     * @throws S3SetupException when they are not, or the service says that none may be written
     */
    void requireWriteOnce() {
        try {
            bucket.requireWriteOnce();
        } catch (IgnoredConditionException e) {
            throw new S3SetupException(bucket.location() + " cannot be used: " + e.getMessage(), e);
        } catch (IOException e) {
            if (e.getCause() instanceof SdkException failure && !S3Service.passes(failure)) {
                throw new S3SetupException(
                        bucket.location() + " cannot be written to: " + S3Bucket.reason(failure), failure);
            }
            LOG.warn("{} does not answer; what needs it fails until it does: {}", bucket.location(), e.getMessage());
        }
    }

    /** Aborts what processes left that died a week ago, by the clock of the service. What cannot be aborted now is next time. */
    void abortAbandoned() {
        try {
            bucket.eachPageOfUploads("", page -> {
                var now = serverTime(page);
                for (var upload : page.uploads()) {
                    if (now.filter(instant -> upload.initiated().isBefore(instant.minus(ABANDONED_AFTER)))
                            .isPresent()) {
                        bucket.abort(upload);
                    }
                }
            });
        } catch (IOException e) {
            LOG.warn(
                    "uploads to {} that were abandoned stay there until the next start: {}",
                    bucket.location(),
                    e.getMessage());
        }
    }

    private static Optional<Instant> serverTime(ListMultipartUploadsResponse page) {
        return page.sdkHttpResponse().firstMatchingHeader("Date").flatMap(S3BlobStore::instant);
    }

    private static Optional<Instant> instant(String date) {
        try {
            return Optional.of(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeParseException e) {
            LOG.warn("the service gives its time as {}", date, e);
            return Optional.empty();
        }
    }

    @Override
    public boolean isRemote() {
        return true;
    }

    @Override
    public BlobSink create(BlobName name) throws IOException {
        return new S3Sink(this, bucket, name, Optional.empty());
    }

    @Override
    public BlobSink createData(BlobName name) throws IOException {
        return new S3Sink(this, bucket, name, archive.flatMap(S3Archive::storageClass));
    }

    @Override
    public void put(BlobName name, byte[] bytes) throws IOException {
        if (!bucket.putNew(name, bytes)) {
            var digest = Digest.sha256();
            digest.update(bytes);
            if (!isThere(name, bytes.length, digest.digest())) {
                throw new IOException(bucket.location().uri(name.value()) + " was deleted while it was written.");
            }
        }
    }

    /**
     * Whether the object has those bytes, or there is none.
     *
     * @throws OtherBytesException when it has others
     */
    boolean isThere(BlobName name, long size, byte[] sha256) throws IOException {
        try {
            if (size(name) == size && Digest.isEqual(sha256, digest(name, size))) {
                return true;
            }
        } catch (NoSuchBlobException e) {
            return false;
        }
        throw new OtherBytesException(name);
    }

    private byte[] digest(BlobName name, long size) throws IOException {
        var digest = Digest.sha256();
        for (var at = 0L; at < size; at += COMPARED_AT_A_TIME) {
            digest.update(read(name, at, (int) Math.min(COMPARED_AT_A_TIME, size - at)));
        }
        return digest.digest();
    }

    @Override
    public void replace(BlobName name, byte[] bytes) throws IOException {
        bucket.put(name, bytes);
    }

    @Override
    public byte[] read(BlobName name, long offset, int length) throws IOException {
        if (length > 0) {
            return bucket.read(name, offset, length);
        }
        if (size(name) < offset) {
            throw new EOFException(bucket.location().uri(name.value()) + " ends before byte " + offset + ".");
        }
        return new byte[0];
    }

    @Override
    public boolean archives() {
        return archive.isPresent();
    }

    @Override
    public Set<BlobName> thaw(Collection<BlobName> names, Runnable meanwhile) throws IOException {
        return frozen(names, meanwhile, bucket::thaw);
    }

    @Override
    public Set<BlobName> frozen(Collection<BlobName> names, Runnable meanwhile) throws IOException {
        return frozen(names, meanwhile, (name, how) -> false);
    }

    /** What is done with an object that is archived; answers whether it can be read by now. */
    @FunctionalInterface
    private interface Request {
        boolean isThawed(BlobName name, S3Archive how) throws IOException;
    }

    private Set<BlobName> frozen(Collection<BlobName> names, Runnable meanwhile, Request request) throws IOException {
        var frozen = new HashSet<BlobName>();
        if (archive.isPresent()) {
            var known = names.size() > ASKED_ONE_BY_ONE ? listedAccess(names, meanwhile) : Map.<BlobName, Access>of();
            for (var name : names) {
                meanwhile.run();
                if (!isThawed(name, Optional.ofNullable(known.get(name)), archive.get(), request)) {
                    frozen.add(name);
                }
            }
        }
        return frozen;
    }

    /** What a list tells, which may be of some objects only. */
    private Map<BlobName, Access> listedAccess(Collection<BlobName> names, Runnable meanwhile) throws IOException {
        var known = new HashMap<BlobName, Access>();
        bucket.eachPageWithAccess(commonBeginning(names), (key, access) -> {
            meanwhile.run();
            bucket.location().name(key).ifPresent(name -> known.put(name, access));
        });
        return known;
    }

    private boolean isThawed(BlobName name, Optional<Access> known, S3Archive how, Request request) throws IOException {
        try {
            return switch (known.isPresent() ? known.get() : bucket.access(name)) {
                case READABLE -> true;
                case THAWING -> false;
                case ARCHIVED -> request.isThawed(name, how);
            };
        } catch (NoSuchBlobException e) {
            return true; // whoever reads it hears that
        }
    }

    @Override
    public long size(BlobName name) throws IOException {
        return bucket.size(name);
    }

    /** First what was begun: who completes it before that has an object that goes, and who does so later is refused. */
    @Override
    public void delete(BlobName name) throws IOException {
        abortBegun(name.value(), Set.of(name));
        bucket.delete(name);
    }

    @Override
    public Map<BlobName, IOException> deleteAll(Collection<BlobName> names) {
        var failures = new HashMap<BlobName, IOException>();
        var left = List.copyOf(new HashSet<>(names));
        try {
            abortBegun(commonBeginning(left), Set.copyOf(left));
        } catch (IOException e) {
            left.forEach(name -> failures.put(name, e));
            return failures;
        }
        for (var from = 0; from < left.size(); from += DELETED_AT_A_TIME) {
            deleteBatch(left.subList(from, Math.min(left.size(), from + DELETED_AT_A_TIME)), failures);
        }
        return failures;
    }

    private void deleteBatch(List<BlobName> names, Map<BlobName, IOException> failures) {
        try {
            for (var error : bucket.delete(names)) {
                var why = new IOException("s3://%s/%s could not be deleted: the service answered %s: %s"
                        .formatted(bucket.location().bucket(), error.key(), error.code(), error.message()));
                bucket.location().name(error.key()).ifPresent(name -> failures.put(name, why));
            }
        } catch (IOException e) {
            names.forEach(name -> failures.put(name, e));
        }
    }

    private void abortBegun(String beginning, Set<BlobName> names) throws IOException {
        if (names.isEmpty()) {
            return;
        }
        bucket.eachPageOfUploads(beginning, page -> {
            for (var upload : page.uploads()) {
                if (bucket.location().name(upload.key()).filter(names::contains).isPresent()) {
                    bucket.abort(upload);
                }
            }
        });
    }

    private static String commonBeginning(Collection<BlobName> names) {
        var least = names.stream().map(BlobName::value).min(String::compareTo).orElse("");
        var greatest =
                names.stream().map(BlobName::value).max(String::compareTo).orElse("");
        var length = 0;
        while (length < Math.min(least.length(), greatest.length())
                && least.charAt(length) == greatest.charAt(length)) {
            length++;
        }
        return least.substring(0, length);
    }

    @Override
    public List<StoredBlob> list(BlobName below) throws IOException {
        var found = new ArrayList<StoredBlob>();
        bucket.eachPage(
                below.value(),
                page -> page.contents()
                        .forEach(object -> bucket.location()
                                .name(object.key())
                                .filter(name ->
                                        name.equals(below) || name.value().startsWith(below + "/"))
                                .ifPresent(name -> found.add(new StoredBlob(name, object.size())))));
        return found;
    }
}
