package io.coldkeep.app.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.BackupJobState;
import software.amazon.awssdk.services.efs.EfsClient;
import software.amazon.awssdk.services.efs.model.Tag;

/** A user with the administrator's key: fills a vault with the AWS SDK, and signs requests for the load generator. */
final class Client implements AutoCloseable {

    static final AwsBasicCredentials KEY = AwsBasicCredentials.create("COLDBENCHMARK", "not-a-real-secret");
    static final String VAULT = "benchmark";

    private static final Region REGION = Region.EU_CENTRAL_1;
    private static final int FILE_SYSTEMS = 8;
    private static final int FILES = 8;
    private static final int FILE_BYTES = 2048;

    private final URI endpoint;
    private final EfsClient efs;
    private final BackupClient backup;

    Client(URI endpoint) {
        this.endpoint = endpoint;
        var credentials = StaticCredentialsProvider.create(KEY);
        this.efs = EfsClient.builder()
                .endpointOverride(endpoint)
                .region(REGION)
                .credentialsProvider(credentials)
                .build();
        this.backup = BackupClient.builder()
                .endpointOverride(endpoint)
                .region(REGION)
                .credentialsProvider(credentials)
                .build();
    }

    /** Backs small file systems up until there are that many recovery points, and answers their ARNs. */
    List<String> makeRecoveryPoints(Path sources, int count) throws InterruptedException {
        var fileSystems = IntStream.range(0, FILE_SYSTEMS)
                .mapToObj(i -> createFileSystem(sources.resolve("source-" + i)))
                .toList();
        backup.createBackupVault(request -> request.backupVaultName(VAULT));
        var points = new ArrayList<String>();
        while (points.size() < count) {
            var jobs = fileSystems.stream() // one each: a second one for the same file system would fail
                    .limit(count - points.size())
                    .map(this::startBackup)
                    .toList();
            for (var job : jobs) {
                points.add(awaitRecoveryPoint(job));
            }
        }
        return points;
    }

    private String createFileSystem(Path source) {
        writeFiles(source);
        return efs.createFileSystem(request -> request.creationToken(source.toString())
                        .tags(Tag.builder()
                                .key("coldkeep:source-path")
                                .value(source.toString())
                                .build()))
                .fileSystemArn();
    }

    private String startBackup(String fileSystem) {
        return backup.startBackupJob(request -> request.backupVaultName(VAULT)
                        .resourceArn(fileSystem)
                        .iamRoleArn("arn:aws:iam::123456789012:role/backup"))
                .backupJobId();
    }

    private String awaitRecoveryPoint(String job) throws InterruptedException {
        while (true) {
            var described = backup.describeBackupJob(request -> request.backupJobId(job));
            if (described.state() == BackupJobState.COMPLETED) {
                return described.recoveryPointArn();
            }
            if (described.state() == BackupJobState.FAILED || described.state() == BackupJobState.ABORTED) {
                throw new IllegalStateException("a backup ended with " + described);
            }
            Thread.sleep(20);
        }
    }

    private static void writeFiles(Path source) {
        var random = new Random(42);
        var bytes = new byte[FILE_BYTES];
        try {
            Files.createDirectories(source);
            for (var i = 0; i < FILES; i++) {
                random.nextBytes(bytes);
                Files.write(source.resolve("file-" + i), bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The days after which the service deletes the recovery point, as it says. */
    long deleteAfterDays(String recoveryPoint) {
        return backup.describeRecoveryPoint(
                        request -> request.backupVaultName(VAULT).recoveryPointArn(recoveryPoint))
                .lifecycle()
                .deleteAfterDays();
    }

    /** A request as it goes over the wire, signed now. */
    byte[] signed(SdkHttpMethod method, String encodedPath, String body) {
        var unsigned = SdkHttpFullRequest.builder()
                .uri(endpoint)
                .encodedPath(encodedPath)
                .method(method)
                .putHeader("Content-Type", "application/json")
                .build();
        var signed = AwsV4HttpSigner.create()
                .sign(request -> request.identity(KEY)
                        .request(unsigned)
                        .payload(ContentStreamProvider.fromUtf8String(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "backup")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, REGION.id()))
                .request();
        var text = new StringBuilder()
                .append(method)
                .append(' ')
                .append(encodedPath)
                .append(" HTTP/1.1\r\n");
        signed.headers().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("Content-Length")) {
                values.forEach(
                        value -> text.append(name).append(": ").append(value).append("\r\n"));
            }
        });
        var length = body.getBytes(StandardCharsets.UTF_8).length;
        text.append("Content-Length: ").append(length).append("\r\n\r\n").append(body);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        efs.close();
        backup.close();
    }
}
