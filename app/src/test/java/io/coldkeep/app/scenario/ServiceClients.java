package io.coldkeep.app.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.RestoreJobStatus;
import software.amazon.awssdk.services.efs.EfsClient;

/** The clients that users of a service have, signing with the administrator key. */
class ServiceClients implements AutoCloseable {

    static final String ACCOUNT = "210987654321";
    static final Region REGION = Region.EU_CENTRAL_1;
    static final Region ELSEWHERE = Region.US_EAST_1;
    static final AwsBasicCredentials KEY = AwsBasicCredentials.create("COLDTESTKEY", "not-a-real-secret");

    private static final Pattern NOW = Pattern.compile("\"now\":\"([^\"]+)\"");

    private final URI endpoint;
    private final EfsClient efs;
    private final BackupClient backup;
    private final BackupClient backupElsewhere;

    ServiceClients(URI endpoint) {
        this.endpoint = endpoint;
        this.efs = EfsClient.builder()
                .endpointOverride(endpoint)
                .region(REGION)
                .credentialsProvider(StaticCredentialsProvider.create(KEY))
                .build();
        this.backup = backup(endpoint, REGION);
        this.backupElsewhere = backup(endpoint, ELSEWHERE);
    }

    private static BackupClient backup(URI endpoint, Region region) {
        return BackupClient.builder()
                .endpointOverride(endpoint)
                .region(region)
                .credentialsProvider(StaticCredentialsProvider.create(KEY))
                .build();
    }

    EfsClient efs() {
        return efs;
    }

    BackupClient backup() {
        return backup;
    }

    /** The same account in another region. */
    BackupClient backupElsewhere() {
        return backupElsewhere;
    }

    /** Moves the virtual clock by that ISO-8601 amount; all that was due on the way has ended when this returns. */
    Instant advance(String amount) {
        return clock(SdkHttpMethod.POST, "{\"advance\":\"" + amount + "\"}");
    }

    /** Moves the virtual clock to that instant. */
    Instant advanceTo(Instant target) {
        return clock(SdkHttpMethod.POST, "{\"to\":\"" + target + "\"}");
    }

    Instant now() {
        return clock(SdkHttpMethod.GET, "");
    }

    /** Ends the work that is due now. */
    void settle() {
        advance("PT0S");
    }

    private Instant clock(SdkHttpMethod method, String body) {
        return instant(send(signed(method, "/coldkeep/clock", body)));
    }

    /** What the service answers an operator who asks for that. */
    String get(String path) {
        return send(signed(SdkHttpMethod.GET, path, ""));
    }

    private HttpRequest signed(SdkHttpMethod method, String path, String body) {
        var unsigned = SdkHttpFullRequest.builder()
                .uri(endpoint.resolve(path))
                .method(method)
                .build();
        var signed = AwsV4HttpSigner.create()
                .sign(request -> request.identity(KEY)
                        .request(unsigned)
                        .payload(ContentStreamProvider.fromUtf8String(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "coldkeep")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, REGION.id()));
        var request = HttpRequest.newBuilder(endpoint.resolve(path))
                .method(method.name(), HttpRequest.BodyPublishers.ofString(body));
        signed.request().headers().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("Host")) { // the client sets it, to the same
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }

    /** The status that the same gives without a signature. */
    int statusOfUnsigned(String path) {
        return exchange(HttpRequest.newBuilder(endpoint.resolve(path)).build()).statusCode();
    }

    private static String send(HttpRequest request) {
        var response = exchange(request);
        if (response.statusCode() != 200) {
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    private static HttpResponse<String> exchange(HttpRequest request) {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Instant instant(String answer) {
        var matcher = NOW.matcher(answer);
        if (!matcher.find()) {
            throw new IllegalStateException("no time in " + answer);
        }
        return Instant.parse(matcher.group(1));
    }

    /** Restores all of the recovery point into a new file system; answers the directory that it was restored to. */
    Path restored(String recoveryPointArn, Path dataDirectory) throws IOException {
        var token = recoveryPointArn.substring(recoveryPointArn.length() - 36);
        var job = backup.startRestoreJob(request -> request.recoveryPointArn(recoveryPointArn)
                        .metadata(Map.of("newFileSystem", "true", "CreationToken", token)))
                .restoreJobId();
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Set.of(RestoreJobStatus.COMPLETED, RestoreJobStatus.FAILED)
                        .contains(backup.describeRestoreJob(request -> request.restoreJobId(job))
                                .status()));
        var ended = backup.describeRestoreJob(request -> request.restoreJobId(job));
        assertThat(ended.status()).as(ended.statusMessage()).isEqualTo(RestoreJobStatus.COMPLETED);
        var id = ended.createdResourceArn().substring(ended.createdResourceArn().indexOf('/') + 1);
        return Trees.onlyRestored(dataDirectory.resolve("file-systems").resolve(id));
    }

    @Override
    public void close() {
        efs.close();
        backup.close();
        backupElsewhere.close();
    }
}
