package io.coldkeep.persistence.content.blob.s3;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * A service that speaks S3, and the stores in its buckets, for any number of threads: each has a connection while it waits for an
 * answer. What fails for a while is tried again, for some minutes, with pauses that grow and differ.
 */
public final class S3Service implements AutoCloseable {

    /** How requests are tried again. */
    record Patience(int attempts, Duration firstPause, Duration longestPause) {

        /** Pauses of half that on average: 1 s, 2 s, 4 s… when the service asks for fewer requests. */
        static final Patience USUAL = new Patience(8, Duration.ofMillis(200), Duration.ofSeconds(20));
    }

    private static final Duration CONNECT = Duration.ofSeconds(10);

    /** How long nothing may come in the middle of an answer. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private static final Duration ATTEMPT = Duration.ofMinutes(3);
    static final Duration ALL_ATTEMPTS = Duration.ofMinutes(15);
    private static final int CONFLICT = 409;
    private static final int NOT_IMPLEMENTED = 501;

    private final S3Client client;

    /** @throws S3SetupException when the region or the keys cannot be found */
    public S3Service(S3Access access) {
        this(access, Patience.USUAL);
    }

    S3Service(S3Access access, Patience patience) {
        this.client = client(access, patience);
    }

    private static S3Client client(S3Access access, Patience patience) {
        var builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(SILENCE))
                .overrideConfiguration(configuration -> configuration
                        .retryStrategy(retries(patience))
                        .apiCallAttemptTimeout(ATTEMPT)
                        .apiCallTimeout(ALL_ATTEMPTS))
                // what is sent bears a checksum of ours; not all services know those that the client would add
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(false))
                .forcePathStyle(access.pathStyle())
                .credentialsProvider(credentials(access));
        access.endpoint().ifPresent(builder::endpointOverride);
        access.region().ifPresent(region -> builder.region(Region.of(region)));
        try {
            return builder.build();
        } catch (SdkClientException e) {
            throw new S3SetupException(String.valueOf(e.getMessage()), e);
        }
    }

    private static AwsCredentialsProvider credentials(S3Access access) {
        return access.keys()
                .<AwsCredentialsProvider>map(
                        keys -> StaticCredentialsProvider.create(AwsBasicCredentials.create(keys.id(), keys.secret())))
                .orElseGet(S3Service::credentialsOfTheEnvironment);
    }

    private static AwsCredentialsProvider credentialsOfTheEnvironment() {
        var provider = DefaultCredentialsProvider.builder().build();
        try {
            provider.resolveCredentials();
            return provider;
        } catch (SdkClientException e) {
            provider.close();
            throw new S3SetupException("there is no access key, nor one that AWS's tools would use", e);
        }
    }

    /** Two who write an object at the same time may both be told to come again; an answer may break off anywhere. */
    private static StandardRetryStrategy retries(Patience patience) {
        return AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(patience.attempts)
                .backoffStrategy(BackoffStrategy.exponentialDelay(patience.firstPause, patience.longestPause))
                .throttlingBackoffStrategy(
                        BackoffStrategy.exponentialDelay(patience.firstPause.multipliedBy(5), patience.longestPause))
                .retryOnException(e -> e instanceof S3Exception refusal
                        && refusal.statusCode() == CONFLICT
                        && !S3Bucket.isThawing(refusal))
                .retryOnException(S3Service::isBrokenAnswer)
                .build();
    }

    private static boolean isBrokenAnswer(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof IOException || cause instanceof XMLStreamException);
    }

    /**
     * The store at that location, whose objects can be read at once. It is there, or the service does not answer just now, when this
     * returns.
     *
     * @throws S3SetupException when the service says that there is no such bucket, or that it may not be used, or does not write on
     *     condition
     */
    public S3BlobStore open(S3Location location) {
        return open(location, Optional.empty());
    }

    /** The same with objects that may be archived, if that is said. */
    public S3BlobStore open(S3Location location, Optional<S3Archive> archive) {
        var store = toRead(location, archive);
        if (store.isAnswering()) {
            store.requireWriteOnce();
            store.abortAbandoned();
        }
        return store;
    }

    /** The same to read from it; nothing is asked. */
    public S3BlobStore toRead(S3Location location, Optional<S3Archive> archive) {
        return new S3BlobStore(new S3Bucket(client, location), archive);
    }

    @Override
    public void close() {
        client.close();
    }

    /** Whether the failure is of a kind that passes by itself. */
    static boolean passes(SdkException e) {
        return !(e instanceof S3Exception answer)
                || (answer.statusCode() >= 500 && answer.statusCode() != NOT_IMPLEMENTED)
                || answer.statusCode() == 429;
    }
}
