package io.coldkeep.api;

import io.coldkeep.api.sigv4.Authenticator;
import io.coldkeep.api.wire.NextTokens;
import io.coldkeep.domain.arn.AccountId;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.filesystem.BackupPolicyService;
import io.coldkeep.domain.filesystem.FileSystemId;
import io.coldkeep.domain.filesystem.FileSystemService;
import io.coldkeep.domain.fixtures.Fixtures;
import io.coldkeep.domain.job.BackupJobService;
import io.coldkeep.domain.memory.MemoryCatalog;
import io.coldkeep.domain.memory.MemoryWorkQueue;
import io.coldkeep.domain.memory.TestClock;
import io.coldkeep.domain.recoverypoint.RecoveryPointService;
import io.coldkeep.domain.restore.RestoreService;
import io.coldkeep.domain.tag.TagService;
import io.coldkeep.domain.vault.VaultService;
import io.coldkeep.domain.work.Work;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.efs.EfsClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The controllers over the use cases over a catalog in memory. Nothing runs by itself and the clock stands, so that a test
 * sees every state in between. Each test takes an account of its own.
 */
public final class InMemoryService implements AutoCloseable {

    private static final AtomicLong ACCOUNTS = new AtomicLong(100_000_000_000L);

    /** Where the clock stands when a test begins. */
    public static final Instant START = Fixtures.JAN_1.plusMillis(271);

    public final MemoryCatalog catalog = new MemoryCatalog();
    public final MemoryWorkQueue queue = new MemoryWorkQueue(catalog);
    public final TestClock clock = new TestClock(START);

    private final VaultService vaults =
            new VaultService(catalog.vaults(), catalog.tags(), catalog, clock, UUID::randomUUID);
    private final FileSystemService fileSystems = new FileSystemService(
            catalog.fileSystems(), new RecordedDirectories(), catalog.tags(), queue, catalog, clock, new Random(1));
    private final BackupPolicyService policies =
            new BackupPolicyService(catalog.fileSystems(), catalog.tags(), queue, catalog, clock);
    private final RecoveryPointService points =
            new RecoveryPointService(catalog.recoveryPoints(), vaults, catalog, clock);
    private final BackupJobService backups =
            new BackupJobService(catalog.backupJobs(), vaults, fileSystems, queue, catalog, clock, UUID::randomUUID);
    private final RestoreService restores =
            new RestoreService(catalog.restoreJobs(), points, fileSystems, queue, catalog, clock, UUID::randomUUID);

    private final ApiServer server = ApiServer.start(
            Authenticator.trusting(AccountId.of("123456789012")),
            vaults,
            fileSystems,
            policies,
            points,
            backups,
            restores,
            new TagService(List.of(vaults, points, fileSystems), catalog.tags(), catalog),
            new NextTokens(new byte[] {1, 2, 3}),
            clock);

    private final List<SdkAutoCloseable> clients = new ArrayList<>();

    /** An account that no other test has, and its clients. */
    public Account newAccount() {
        var id = Long.toString(ACCOUNTS.incrementAndGet());
        return account(id, "eu-central-1");
    }

    /** The clients of that account in that region. */
    public Account account(String id, String region) {
        var endpoint = server.uri("/");
        var efs = configure(EfsClient.builder(), id, region, endpoint)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        var backup = configure(BackupClient.builder(), id, region, endpoint)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        clients.add(efs);
        clients.add(backup);
        return new Account(Owner.of(id, region), efs, backup);
    }

    private static <B extends AwsClientBuilder<B, ?>> B configure(B builder, String id, String region, URI endpoint) {
        return builder.endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(id, "any")))
                .overrideConfiguration(options -> options.retryStrategy(AwsRetryStrategy.doNotRetry()));
    }

    public record Account(Owner owner, EfsClient efs, BackupClient backup) {}

    public ApiServer server() {
        return server;
    }

    /** Does what waits for the file systems, as the service would by itself. */
    public void settlePolicies() throws Exception {
        queue.runToEmpty(work -> {
            if (work instanceof Work.SettleBackupPolicy(Owner owner, String id)) {
                policies.settle(owner, FileSystemId.of(id));
            }
        });
    }

    @Override
    public void close() {
        clients.forEach(SdkAutoCloseable::close);
        server.close();
    }
}
