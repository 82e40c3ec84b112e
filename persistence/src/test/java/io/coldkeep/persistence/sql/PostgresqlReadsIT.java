package io.coldkeep.persistence.sql;

import static io.coldkeep.domain.fixtures.Fixtures.END_OF_9999;
import static io.coldkeep.domain.fixtures.Fixtures.JAN_1;
import static io.coldkeep.domain.fixtures.Fixtures.NIGHTLY_RULE;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.aBackupJob;
import static io.coldkeep.domain.fixtures.Fixtures.aCopyJob;
import static io.coldkeep.domain.fixtures.Fixtures.aFileSystemArn;
import static io.coldkeep.domain.fixtures.Fixtures.aRecoveryPoint;
import static io.coldkeep.domain.fixtures.Fixtures.aRestoreJob;
import static io.coldkeep.domain.fixtures.Fixtures.aVault;
import static io.coldkeep.domain.fixtures.Fixtures.uuid;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.copy.CopyJobFilter;
import io.coldkeep.domain.copy.CopyState;
import io.coldkeep.domain.job.BackupJobFilter;
import io.coldkeep.domain.job.JobState;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.recoverypoint.NextAction;
import io.coldkeep.domain.recoverypoint.RecoveryPoint;
import io.coldkeep.domain.recoverypoint.RecoveryPointFilter;
import io.coldkeep.domain.recoverypoint.RecoveryPointId;
import io.coldkeep.domain.restore.RestoreJobFilter;
import io.coldkeep.domain.restore.RestoreState;
import io.coldkeep.domain.vault.Vault;
import io.coldkeep.domain.vault.VaultName;
import io.coldkeep.persistence.sql.tx.CatalogConnections;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is asked for decides how many rows are read, and not what is stored; PostgreSQL counts them. */
class PostgresqlReadsIT {

    private static final int STORED = 3_000;
    private static final int RESOURCES = 100;
    private static final int VAULTS = 3;
    private static final int LIMIT = 10;

    private static final List<Arn> ARNS =
            IntStream.range(0, RESOURCES).mapToObj(i -> aFileSystemArn()).toList();

    private static final List<RecoveryPointId> ORIGINALS = IntStream.range(0, RESOURCES)
            .mapToObj(i -> new RecoveryPointId(uuid()))
            .toList();

    private static TestCatalog catalog;
    private static List<Vault> vaults;
    private static RecoveryPoint somePoint;

    @BeforeAll
    static void storeMuch() throws SQLException {
        catalog = new TestCatalog(TestPostgres.freshDatabase());
        vaults = IntStream.range(0, VAULTS)
                .mapToObj(i -> aVault().name("vault-" + i).build())
                .toList();
        var repositories = catalog.repositories();
        repositories.transactions().inOne(() -> {
            vaults.forEach(repositories.vaults()::add);
            IntStream.range(0, STORED).forEach(PostgresqlReadsIT::store);
        });
        try (var connection = catalog.database().connect();
                var statement = connection.createStatement()) {
            // Pages get visible to all only when the transactions that are in them are known to be on the disk.
            statement.execute("SET synchronous_commit = on");
            statement.execute("VACUUM ANALYZE");
        }
    }

    private static void store(int i) {
        var repositories = catalog.repositories();
        var vault = vaults.get(i % VAULTS);
        var resource = ARNS.get(i % RESOURCES);
        var at = JAN_1.plusSeconds(60L * i);
        var point = aRecoveryPoint()
                .in(vault)
                .resourceArn(resource)
                .createdAt(at)
                .lifecycle(Lifecycle.deleteAfter(100))
                .createdBy(NIGHTLY_RULE)
                .build();
        repositories.recoveryPoints().add(point);
        repositories
                .backupJobs()
                .add(aBackupJob()
                        .in(vault)
                        .resource(resource)
                        .creationDate(at)
                        .idempotencyToken("token-" + i)
                        .state(jobState(i))
                        .build());
        repositories
                .restoreJobs()
                .add(aRestoreJob()
                        .creationDate(at)
                        .idempotencyToken("token-" + i)
                        .state(i % 100 == 0 ? RestoreState.FAILED : RestoreState.COMPLETED)
                        .build());
        repositories
                .copyJobs()
                .add(aCopyJob()
                        .original(ORIGINALS.get(i % RESOURCES))
                        .resource(resource)
                        .destinationVault(vault.arn())
                        .creationDate(at)
                        .idempotencyToken("token-" + i)
                        .state(i % 100 == 0 ? CopyState.FAILED : CopyState.COMPLETED)
                        .build());
        if (i == STORED / 2) {
            somePoint = point;
        }
    }

    private static JobState jobState(int i) {
        return i % 100 == 0 ? JobState.FAILED : i % 1_000 == 1 ? JobState.CREATED : JobState.COMPLETED;
    }

    @AfterAll
    static void stop() {
        catalog.close();
    }

    @Test
    void findsARecoveryPointAndWhatGovernsIt() {
        var points = catalog.repositories().recoveryPoints();

        assertReads(1, () -> points.find(OWNER, somePoint.id()));
        assertReads(1 + VAULTS, () -> points.findGoverned(OWNER, somePoint.id()));
    }

    @Test
    void findsWhatIsDue() {
        var firstDue = JAN_1.plusSeconds(86_400 * 100);
        var points = catalog.repositories().recoveryPoints();

        assertReads(LIMIT, () -> points.findDue(NextAction.Kind.EXPIRE, firstDue.plusSeconds(60L * STORED), LIMIT));
        assertReads(3, () -> points.findDue(NextAction.Kind.EXPIRE, firstDue.plusSeconds(120), LIMIT));
        assertReads(0, () -> points.findDue(NextAction.Kind.EXPIRE, firstDue.minusMillis(1), LIMIT));
        assertReads(1, () -> points.nextDue(NextAction.Kind.EXPIRE));
    }

    @Test
    void listsTheRecoveryPointsOfAVault() {
        var points = catalog.repositories().recoveryPoints();
        var vault = vaults.get(0);
        var ofResource = new RecoveryPointFilter(Optional.of(ARNS.get(0)), none(), none(), none());
        var ofPlan = new RecoveryPointFilter(none(), Optional.of(NIGHTLY_RULE.planId()), none(), none());
        var around = new RecoveryPointFilter(
                none(),
                none(),
                Optional.of(somePoint.creationDate().plusSeconds(6_000)),
                Optional.of(somePoint.creationDate().minusSeconds(6_000)));

        assertReadsPages(page -> points.listByVault(vault, RecoveryPointFilter.ALL, page));
        assertReadsPages(page -> points.listByVault(vault, ofResource, page));
        assertReadsPages(page -> points.listByVault(vault, around, page));
        assertReadsPages(page -> points.listByVault(vault, ofPlan, page));
    }

    @Test
    void listsTheRecoveryPointsOfAResource() {
        var points = catalog.repositories().recoveryPoints();

        assertReadsPages(page -> points.listByResource(OWNER, ARNS.get(7), page));
        assertReads(2, () -> points.findResource(OWNER, ARNS.get(7)));
    }

    /** For each resource: its counts, one for each vault, and its latest recovery point, to find it and to show it. */
    @Test
    void listsResourcesWithoutReadingTheirRecoveryPoints() {
        var points = catalog.repositories().recoveryPoints();

        assertReads(
                (VAULTS + 3) * (LIMIT + 1),
                () -> points.listResources(OWNER, Optional.empty(), PageRequest.first(LIMIT)));
        assertReads(
                (VAULTS + 3) * (LIMIT + 1),
                () -> points.listResources(OWNER, Optional.of(vaults.get(1)), PageRequest.first(LIMIT)));
    }

    /** It may be a scan of the counts, which are few here. */
    @Test
    void countsTheRecoveryPointsOfVaultsWithoutReadingThem() {
        var repository = catalog.repositories().vaults();

        assertReads(RESOURCES * VAULTS, () -> repository.countRecoveryPoints(vaults.get(0)));
        assertReads(RESOURCES * VAULTS, () -> repository.countRecoveryPoints(OWNER, vaults));
        assertThat(vaults.stream().mapToLong(repository::countRecoveryPoints).sum())
                .isEqualTo(STORED);
    }

    @Test
    void findsJobs() {
        var backups = catalog.repositories().backupJobs();
        var restores = catalog.repositories().restoreJobs();
        var copies = catalog.repositories().copyJobs();

        assertReads(1, () -> backups.findByIdempotencyToken(OWNER, "token-77"));
        assertReads(0, () -> backups.find(OWNER, UUID.randomUUID()));
        assertReads(1, () -> restores.findByIdempotencyToken(OWNER, "token-77"));
        assertReads(0, () -> restores.find(OWNER, UUID.randomUUID()));
        assertReads(1, () -> copies.findByIdempotencyToken(OWNER, "token-77"));
        assertReads(0, () -> copies.find(OWNER, UUID.randomUUID()));
    }

    @Test
    void findsJobsThatHaveNotStarted() {
        var jobs = catalog.repositories().backupJobs();

        assertReads(1, jobs::nextStartBy);
        assertReads(STORED / 1_000, () -> jobs.findToStartBy(END_OF_9999, LIMIT));
        assertReads(0, () -> jobs.findToStartBy(JAN_1, LIMIT));
    }

    @Test
    void listsBackupJobsByWhatTheyAreLikelyFilteredBy() {
        var jobs = catalog.repositories().backupJobs();

        assertReadsPages(page -> jobs.list(OWNER, BackupJobFilter.ALL, page));
        assertReadsPages(page -> jobs.list(OWNER, filter(Optional.of(ARNS.get(3)), none(), none()), page));
        assertReadsPages(page ->
                jobs.list(OWNER, filter(none(), Optional.of(vaults.get(2).name()), none()), page));
        assertReadsPages(page -> jobs.list(OWNER, filter(none(), none(), Optional.of(JobState.FAILED)), page));
    }

    @Test
    void listsRestoreJobsByWhatTheyAreLikelyFilteredBy() {
        var jobs = catalog.repositories().restoreJobs();
        var failed = new RestoreJobFilter(Optional.of(RestoreState.FAILED), none(), none(), none(), none());

        assertReadsPages(page -> jobs.list(OWNER, RestoreJobFilter.ALL, page));
        assertReadsPages(page -> jobs.list(OWNER, failed, page));
    }

    @Test
    void listsCopyJobsByWhatTheyAreLikelyFilteredBy() {
        var jobs = catalog.repositories().copyJobs();

        assertReadsPages(page -> jobs.list(OWNER, CopyJobFilter.ALL, page));
        assertReadsPages(page -> jobs.list(OWNER, copies(Optional.of(ORIGINALS.get(3)), none(), none(), none()), page));
        assertReadsPages(page -> jobs.list(OWNER, copies(none(), Optional.of(ARNS.get(3)), none(), none()), page));
        assertReadsPages(page -> jobs.list(
                OWNER, copies(none(), none(), Optional.of(vaults.get(2).arn()), none()), page));
        assertReadsPages(page -> jobs.list(OWNER, copies(none(), none(), none(), Optional.of(CopyState.FAILED)), page));
    }

    /** An index has all of it, so that no row is read. */
    @Test
    void countsJobsAndRecoveryPointsWithoutReadingThem() {
        var repositories = catalog.repositories();

        assertReads(0, () -> repositories.backupJobs().totals());
        assertReads(0, () -> repositories.copyJobs().totals());
        assertReads(0, () -> repositories.recoveryPoints().totals());
    }

    private static CopyJobFilter copies(
            Optional<RecoveryPointId> original,
            Optional<Arn> resource,
            Optional<Arn> destination,
            Optional<CopyState> state) {
        return new CopyJobFilter(original, resource, destination, state, none(), none(), none(), none());
    }

    private static BackupJobFilter filter(Optional<Arn> resource, Optional<VaultName> vault, Optional<JobState> state) {
        return new BackupJobFilter(resource, vault, state, none(), none(), none(), none());
    }

    private static <T> Optional<T> none() {
        return Optional.empty();
    }

    /** Both the first page and the one behind it cost the page and the row that tells whether there is more. */
    private static <T> void assertReadsPages(Function<PageRequest, Page<T>> list) {
        var first = assertReads(LIMIT + 1, () -> list.apply(PageRequest.first(LIMIT)));
        assertThat(first.items()).hasSize(LIMIT);
        assertReads(LIMIT + 1, () -> list.apply(new PageRequest(LIMIT, first.next())));
    }

    /** PostgreSQL may read one row further than it must. */
    private static <T> T assertReads(int atMost, Supplier<T> reading) {
        return catalog.repositories().transactions().inOne(() -> {
            var before = rowsRead();
            var answer = reading.get();
            assertThat(rowsRead() - before).as("rows read").isLessThanOrEqualTo(atMost + 1);
            return answer;
        });
    }

    private static long rowsRead() {
        try (var connection =
                        catalog.bean(CatalogConnections.class).dataSource().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("""
                        SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))
                          FROM pg_stat_xact_user_tables""")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
