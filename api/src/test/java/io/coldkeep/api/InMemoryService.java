package io.coldkeep.api;

import io.coldkeep.api.sigv4.Authenticator;
import io.coldkeep.api.vault.JsonPolicyParser;
import io.coldkeep.api.wire.NextTokens;
import io.coldkeep.domain.arn.AccountId;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.content.Inventory;
import io.coldkeep.domain.fixtures.Fixtures;
import io.coldkeep.domain.memory.MemoryCatalog;
import io.coldkeep.domain.memory.MemoryContentStore;
import io.coldkeep.domain.memory.MemoryDirectories;
import io.coldkeep.domain.memory.MemoryService;
import io.coldkeep.domain.memory.MemoryWorkQueue;
import io.coldkeep.domain.memory.TestClock;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

    private final MemoryService memory = new MemoryService(START, new JsonPolicyParser());

    public final MemoryCatalog catalog = memory.catalog;
    public final MemoryWorkQueue queue = memory.queue;
    public final MemoryContentStore content = memory.content;
    public final MemoryDirectories directories = memory.directories;
    public final TestClock clock = memory.clock;

    private final ApiServer server = ApiServer.start(
            Authenticator.trusting(AccountId.of("123456789012")),
            memory.vaults,
            memory.fileSystems,
            memory.policies,
            memory.plans,
            memory.selections,
            memory.points,
            memory.backups,
            memory.restores,
            memory.copies,
            memory.plans,
            memory.selections,
            memory.tags,
            memory.metrics,
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

    /** Has the stores hold that. */
    public void stock(Inventory inventory) {
        memory.inventory = inventory;
    }

    /** Does all the work that waits, as the service would by itself. */
    public void runWork() throws Exception {
        memory.runWork();
    }

    /** Does what is due by the clock. */
    public void sweep() {
        memory.sweep();
        memory.startWindows.run(clock.instant());
    }

    @Override
    public void close() {
        clients.forEach(SdkAutoCloseable::close);
        server.close();
    }
}
