package io.coldkeep.app.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.lifecycle.LifecycleAction;
import io.coldkeep.domain.lifecycle.RetentionDays;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.persistence.sql.TestDatabase;
import io.coldkeep.persistence.sql.TestPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.backup.model.BackupJob;
import software.amazon.awssdk.services.backup.model.BackupJobState;
import software.amazon.awssdk.services.backup.model.BackupRuleInput;
import software.amazon.awssdk.services.efs.model.Tag;

/**
 * Two real processes share one PostgreSQL and one content store, and time passes; again and again one of them is killed at a
 * random moment of its backups, moves to cold storage and expiries. In the end every run of every rule was done once, every
 * recovery point is where its lifecycle says, gives its bytes back, and there are no other bytes.
 */
class PostgresqlTwoProcessesIT {

    private static final int KILLS = Integer.getInteger("coldkeep.kills", 4);
    private static final int MOST_KILLS = 5 * KILLS;
    private static final int DAYS_BETWEEN_KILLS = 3;

    /** What an interrupted attempt left is deleted once more after seven days. */
    private static final int DAYS_TO_THE_LAST_DISCARD = 8;

    private static final int FILE_SYSTEMS = 3;
    private static final String VAULT = "Default";
    private static final Map<String, TestPlan> PLANS = Map.of(
            "short-lived", new TestPlan(LocalTime.of(5, 0), Lifecycle.deleteAfter(2)),
            "cold", new TestPlan(LocalTime.of(5, 30), Lifecycle.deleteAfter(91).movingToColdAfter(1)));
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final long seed = Long.getLong("coldkeep.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @TempDir
    Path directory;

    private TestDatabase catalog;
    private final List<ServiceProcess> processes = new ArrayList<>();
    private final Map<String, Path> sources = new LinkedHashMap<>();
    private final Map<String, Integer> interrupted = new TreeMap<>();
    private volatile Duration shortestTravel = PATIENCE;

    @BeforeEach
    void start() {
        catalog = TestPostgres.freshDatabase();
        processes.add(process());
    }

    @AfterEach
    void stop() {
        processes.forEach(ServiceProcess::close);
        catalog.close();
    }

    private ServiceProcess process() {
        return ServiceProcess.start(
                directory.resolve("service.log"),
                Map.of(
                        "COLDKEEP_DATA_DIR", directory.resolve("data").toString(),
                        "COLDKEEP_SOURCE_ROOTS", directory.resolve("srv").toString(),
                        "COLDKEEP_CLOCK", "virtual",
                        "COLDKEEP_HEARTBEAT", "100ms",
                        "COLDKEEP_DATASOURCE_URL", catalog.jdbcUrl(),
                        "COLDKEEP_DATASOURCE_USERNAME", catalog.username(),
                        "COLDKEEP_DATASOURCE_PASSWORD", catalog.password()));
    }

    @Test
    void whatOneWasKilledInTheMiddleOfTheOtherOneFinishes() throws IOException, SQLException {
        System.out.println("PostgresqlTwoProcessesIT: -Dcoldkeep.seed=" + seed + " -Dcoldkeep.kills=" + KILLS);
        for (var i = 0; i < FILE_SYSTEMS; i++) {
            createFileSystem(i);
        }
        var planned = processes.getFirst().now();
        PLANS.forEach(this::createPlan);
        processes.add(process());

        var day = LocalDate.ofInstant(planned, ZoneOffset.UTC).plusDays(DAYS_BETWEEN_KILLS);
        travel(processes.getFirst(), noon(day));
        for (var kill = 0; kill < KILLS || (kill < MOST_KILLS && interruptions() == 0); kill++) {
            day = day.plusDays(DAYS_BETWEEN_KILLS);
            travelAndKill(noon(day));
        }
        day = day.plusDays(DAYS_TO_THE_LAST_DISCARD);
        processes.getFirst().advanceTo(noon(day));

        System.out.println("PostgresqlTwoProcessesIT: the kills interrupted " + interrupted);
        assertThat(interruptions()).isPositive();
        checkRuns(planned, day);
        checkPoints(noon(day));
        assertThat(rows("SELECT count(*) FROM scheduled_jobs")).isZero();
        await().atMost(PATIENCE) // the daily look at the vaults may have become due meanwhile
                .until(() -> rows("SELECT count(*) FROM scheduled_tasks") == 0);
        assertThat(rows("SELECT count(*) FROM resource_claim")).isZero();
    }

    private void createFileSystem(int number) throws IOException {
        var source = Trees.make(directory.resolve("srv/" + number), 40, 60_000, number);
        var created = processes
                .getFirst()
                .efs()
                .createFileSystem(request -> request.creationToken("fs" + number)
                        .tags(Tag.builder()
                                .key("coldkeep:source-path")
                                .value(source.toString())
                                .build()));
        sources.put(created.fileSystemArn(), source);
    }

    private void createPlan(String name, TestPlan plan) {
        var backup = processes.getFirst().backup();
        var rule = BackupRuleInput.builder()
                .ruleName("daily")
                .targetBackupVaultName(VAULT)
                .scheduleExpression(plan.schedule())
                .lifecycle(lifecycle ->
                        lifecycle.moveToColdStorageAfterDays(plan.coldAfter()).deleteAfterDays(plan.deleteAfter()))
                .build();
        var id = backup.createBackupPlan(request -> request.backupPlan(
                        document -> document.backupPlanName(name).rules(rule)))
                .backupPlanId();
        backup.createBackupSelection(request -> request.backupPlanId(id)
                .backupSelection(selection -> selection
                        .selectionName("everything")
                        .iamRoleArn("arn:aws:iam::" + ServiceClients.ACCOUNT + ":role/backup")
                        .resources("*")));
    }

    private static Instant noon(LocalDate day) {
        return day.atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC);
    }

    private void travelAndKill(Instant target) throws SQLException {
        var traveller = processes.get(random.nextInt(2));
        var victim = processes.get(random.nextInt(2));
        var travel = CompletableFuture.supplyAsync(() -> travel(traveller, target));
        LockSupport.parkNanos(random.nextLong(shortestTravel.toNanos())); // the random moment
        victim.kill();
        noteWhatWasInterrupted();
        processes.remove(victim);
        victim.close();
        if (traveller == victim) {
            travelFurther(travel, target);
        } else {
            assertThat(travel.join()).isAfterOrEqualTo(target);
        }
        processes.add(process());
    }

    private Instant travel(ServiceProcess traveller, Instant target) {
        var begin = System.nanoTime();
        var now = traveller.advanceTo(target);
        var taken = Duration.ofNanos(System.nanoTime() - begin);
        shortestTravel = taken.compareTo(shortestTravel) < 0 ? taken : shortestTravel;
        return now;
    }

    /** The one that is left moves time on, as soon as the one that was killed no longer holds it. */
    private void travelFurther(CompletableFuture<Instant> interruptedTravel, Instant target) {
        interruptedTravel.exceptionally(killed -> Instant.MIN).join();
        var survivor = processes.getFirst();
        if (survivor.now().isBefore(target)) {
            await().atMost(PATIENCE)
                    .ignoreExceptionsMatching(
                            refused -> String.valueOf(refused.getMessage()).contains("being moved"))
                    .until(() -> !survivor.advanceTo(target).isBefore(target));
        }
    }

    private void noteWhatWasInterrupted() throws SQLException {
        note("travels", "SELECT count(*) FROM clock_state WHERE pin_holder IS NOT NULL");
        note("running jobs", "SELECT count(*) FROM backup_job WHERE state = 'RUNNING'");
        note("points being deleted", "SELECT count(*) FROM recovery_point WHERE status = 'DELETING'");
        note("moves that were due", """
                SELECT count(*)
                  FROM recovery_point, clock_state
                 WHERE next_action = 'MOVE_TO_COLD' AND next_action_at <= CAST(pin_at AS TIMESTAMP WITH TIME ZONE)""");
    }

    private int interruptions() {
        return interrupted.getOrDefault("travels", 0) + interrupted.getOrDefault("running jobs", 0);
    }

    private void note(String what, String query) throws SQLException {
        interrupted.merge(what, rows(query) > 0 ? 1 : 0, Integer::sum);
    }

    private long rows(String query) throws SQLException {
        try (var connection = DriverManager.getConnection(catalog.jdbcUrl(), catalog.username(), catalog.password());
                var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }

    /** One completed job of each file system, plan and day, made within the minute that the killed one kept time still. */
    private void checkRuns(Instant planned, LocalDate lastDay) {
        var expected = new TreeMap<String, Long>();
        for (var day = LocalDate.ofInstant(planned, ZoneOffset.UTC); !day.isAfter(lastDay); day = day.plusDays(1)) {
            for (var plan : PLANS.entrySet()) {
                var at = day.atTime(plan.getValue().at()).toInstant(ZoneOffset.UTC);
                if (at.isAfter(planned)) {
                    sources.keySet().forEach(resource -> expected.put(run(resource, plan.getKey(), at), 1L));
                }
            }
        }
        var jobs = processes.getFirst().backup().listBackupJobsPaginator(request -> {}).backupJobs().stream()
                .toList();
        assertThat(jobs).allSatisfy(job -> assertThat(job.state()).isEqualTo(BackupJobState.COMPLETED));
        var made = new TreeMap<String, Long>();
        jobs.forEach(job -> made.merge(run(job), 1L, Long::sum));
        assertThat(made).isEqualTo(expected);
    }

    private static String run(BackupJob job) {
        return run(job.resourceArn(), job.createdBy().backupPlanName(), job.creationDate());
    }

    private static String run(String resource, String plan, Instant at) {
        return resource + " " + plan + " " + LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    /** Exactly the points that are to be there, each in its tier, each with all its bytes; and no bytes of others. */
    private void checkPoints(Instant now) throws IOException {
        var service = processes.getFirst();
        var expected = new TreeMap<String, StorageTier>();
        service.backup().listBackupJobsPaginator(request -> {}).backupJobs().forEach(job -> {
            var lifecycle = PLANS.get(job.createdBy().backupPlanName()).lifecycle();
            var action = lifecycle.calculatedFrom(job.creationDate()).actionAt(now, StorageTier.WARM);
            if (!(action instanceof LifecycleAction.Expire)) {
                expected.put(
                        job.recoveryPointArn(),
                        action instanceof LifecycleAction.MoveToCold ? StorageTier.COLD : StorageTier.WARM);
            }
        });
        var points = service
                .backup()
                .listRecoveryPointsByBackupVaultPaginator(request -> request.backupVaultName(VAULT))
                .recoveryPoints()
                .stream()
                .map(point -> service.backup()
                        .describeRecoveryPoint(
                                request -> request.backupVaultName(VAULT).recoveryPointArn(point.recoveryPointArn())))
                .toList();
        var there = new TreeMap<String, StorageTier>();
        points.forEach(point -> there.put(point.recoveryPointArn(), StorageTier.valueOf(point.storageClassAsString())));
        assertThat(there).isEqualTo(expected);
        for (var point : points) {
            assertThat(Trees.contents(service.restored(point.recoveryPointArn(), directory.resolve("data"))))
                    .isEqualTo(Trees.contents(sources.get(point.resourceArn())));
        }
        assertThat(contents()).hasSameSizeAs(points);
    }

    /** All files of the store, those that were only begun as well. */
    private List<Path> contents() throws IOException {
        return StoredFiles.contents(directory.resolve("data/content"));
    }

    /** A plan of daily backups at that time of the day, UTC. */
    private record TestPlan(LocalTime at, Lifecycle lifecycle) {

        String schedule() {
            return "cron(%d %d ? * * *)".formatted(at.getMinute(), at.getHour());
        }

        @Nullable
        Long coldAfter() {
            return days(lifecycle.moveToColdAfter());
        }

        @Nullable
        Long deleteAfter() {
            return days(lifecycle.deleteAfter());
        }

        private static @Nullable Long days(Optional<RetentionDays> days) {
            return days.map(RetentionDays::value).map(Long::valueOf).orElse(null);
        }
    }
}
