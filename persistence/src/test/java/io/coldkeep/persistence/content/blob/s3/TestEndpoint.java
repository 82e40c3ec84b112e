package io.coldkeep.persistence.content.blob.s3;

import java.net.URI;
import java.util.Optional;

/** A bucket of a service that is there already, as the environment says, for tests that make a prefix of their own in it. */
record TestEndpoint(S3Access access, String bucket) {

    private static final String ENDPOINT = "COLDKEEP_TEST_S3_ENDPOINT";
    private static final String REGION = "COLDKEEP_TEST_S3_REGION";
    private static final String KEY = "COLDKEEP_TEST_S3_ACCESS_KEY_ID";
    private static final String SECRET = "COLDKEEP_TEST_S3_SECRET_ACCESS_KEY";
    private static final String BUCKET = "COLDKEEP_TEST_S3_BUCKET";
    private static final String PATH_STYLE = "COLDKEEP_TEST_S3_PATH_STYLE";

    /** The bucket, if there is one. */
    static Optional<TestEndpoint> find() {
        return environment(ENDPOINT)
                .map(endpoint -> new TestEndpoint(
                        new S3Access(
                                Optional.of(URI.create(endpoint)),
                                environment(REGION).or(() -> Optional.of("us-east-1")),
                                Optional.of(new S3Access.Keys(
                                        environment(KEY).orElse("test"),
                                        environment(SECRET).orElse("test"))),
                                environment(PATH_STYLE)
                                        .map(Boolean::parseBoolean)
                                        .orElse(true)),
                        environment(BUCKET).orElse("coldkeep-test")));
    }

    private static Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name));
    }
}
