package io.coldkeep.app.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.time.TimeTravel;
import io.coldkeep.domain.tx.Transactions;
import io.coldkeep.domain.work.Work;
import io.coldkeep.domain.work.WorkPutOff;
import io.coldkeep.domain.work.WorkQueue;
import io.coldkeep.domain.work.WorkSuspended;
import io.coldkeep.persistence.sql.TestDatabase;
import io.micronaut.context.ApplicationContext;
import io.micronaut.inject.qualifiers.Qualifiers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How work is run, whatever it does, over a real catalog. */
abstract class WorkSchedulerScenario {

    private static final Owner OWNER = Owner.of("123456789012", "eu-central-1");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private TestDatabase catalog;
    private ApplicationContext service;

    abstract TestDatabase freshDatabase();

    @BeforeEach
    void makeCatalog() {
        catalog = freshDatabase();
    }

    @AfterEach
    void stop() {
        service.close();
        catalog.close();
    }

    private void start(String clock, int workers) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("coldkeep.data-dir", directory.toString());
        settings.put("coldkeep.clock", clock);
        settings.put("coldkeep.workers", String.valueOf(workers));
        settings.put("coldkeep.heartbeat", "100ms");
        settings.put("coldkeep.access-key-id", "COLDTESTKEY");
        settings.put("coldkeep.secret-access-key", "not-a-real-secret");
        settings.put("datasources.default.url", catalog.jdbcUrl());
        settings.put("datasources.default.username", catalog.username());
        settings.put("datasources.default.password", catalog.password());
        settings.put("test.scripted-work", true);
        settings.put("test.sweeps.first.on", true);
        settings.put("test.sweeps.second.on", true);
        service = ApplicationContext.run(settings, "test");
        service.getBean(ScriptedWork.class).does(this::note);
    }

    private void restart(String clock, int workers) {
        service.close();
        start(clock, workers);
    }

    private void note(Work work) {
        heard.add(work.getClass().getSimpleName() + " at " + now());
    }

    private Instant now() {
        return service.getBean(InstantSource.class).instant();
    }

    private ScriptedWork work() {
        return service.getBean(ScriptedWork.class);
    }

    private ScriptedSweep sweep(String name) {
        return service.getBean(ScriptedSweep.class, Qualifiers.byName(name));
    }

    private void advanceTo(Instant target) {
        service.getBean(TimeTravel.class).advanceTo(target);
    }

    /** An instant that lies ahead. */
    private Instant inAnHour() {
        return now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
    }

    private void enqueue(Instant at, Work... pieces) {
        service.getBean(Transactions.class).inOne(() -> {
            for (var work : pieces) {
                service.getBean(WorkQueue.class).enqueue(work, at);
            }
        });
    }

    private static Work backup() {
        return new Work.Backup(OWNER, UUID.randomUUID());
    }

    private static Work restore() {
        return new Work.Restore(OWNER, UUID.randomUUID());
    }

    private static Work measurement() {
        return new Work.MeasureFileSystem(OWNER, "fs-0123456789abcdef0");
    }

    private static Work workOf(Lane lane) {
        return lane == Lane.LONG ? backup() : measurement();
    }

    @ParameterizedTest
    @EnumSource(Lane.class)
    void triesWhatFailsAgainAfterGrowingPausesWhichARestartDoesNotReset(Lane lane) {
        start("virtual", 1);
        work().does(this::fail);
        var due = inAnHour();
        enqueue(due, workOf(lane));

        advanceTo(due.plusSeconds(20));
        restart("virtual", 1);
        work().does(this::fail);
        advanceTo(due.plusSeconds(40));
        work().does(this::note);
        advanceTo(due.plusSeconds(1_000));

        assertThat(heard.stream().map(what -> what.substring(what.indexOf(" at ") + 4)))
                .containsExactly(
                        due.toString(),
                        due.plusSeconds(5).toString(),
                        due.plusSeconds(15).toString(),
                        due.plusSeconds(35).toString(),
                        due.plusSeconds(75).toString());
        assertThat(rows(lane)).isEmpty();
    }

    private void fail(Work work) throws IOException {
        note(work);
        throw new IOException("disk is broken");
    }

    @Test
    void runsRestoresBeforeTheBackupsThatAreDue() {
        start("virtual", 1);
        var due = inAnHour();
        enqueue(due, backup(), backup(), backup(), restore());

        advanceTo(due);

        assertThat(heard)
                .containsExactly("Restore at " + due, "Backup at " + due, "Backup at " + due, "Backup at " + due);
    }

    @Test
    void runsAsManyJobsAtATimeAsTheSettingsSayAndLeavesTheRestForOthers() {
        start("virtual", 2);
        var due = inAnHour();
        var running = new AtomicInteger();
        var rounds = new CyclicBarrier(2, () -> heard.add(running + " running, " + picked(Lane.LONG) + " picked"));
        work().does(work -> {
            running.incrementAndGet();
            meet(rounds);
            running.decrementAndGet();
            meet(rounds);
        });
        enqueue(due, backup(), backup(), backup(), backup(), backup(), backup());

        advanceTo(due);

        var round = List.of("2 running, 2 picked", "0 running, 2 picked");
        assertThat(heard)
                .containsExactlyElementsOf(List.of(round, round, round).stream()
                        .flatMap(List::stream)
                        .toList());
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void doesNotLetWhatTakesAMomentWaitBehindJobs() {
        start("virtual", 1);
        var due = inAnHour();
        var measured = new CountDownLatch(1);
        work().does(work -> {
            if (work instanceof Work.Backup) {
                await().atMost(PATIENCE).until(() -> measured.getCount() == 0);
            } else {
                measured.countDown();
            }
            note(work);
        });
        enqueue(due, backup());
        enqueue(due, measurement());

        advanceTo(due);

        assertThat(heard).hasSize(2).contains("Backup at " + due, "MeasureFileSystem at " + due);
    }

    @Test
    void startsAJobThatIsDueNowAtOnce() {
        start("system", 1);

        enqueue(now(), backup());

        await().atMost(PATIENCE).until(() -> heard.size() == 1);
        await().atMost(PATIENCE).until(() -> rows(Lane.LONG).isEmpty());
    }

    @ParameterizedTest
    @EnumSource(Lane.class)
    void putsBackWhatLetsGoAtTheEndAsIfItHadNotBeenPicked(Lane lane) {
        start("virtual", 1);
        var due = inAnHour();
        work().does(this::fail);
        enqueue(due, workOf(lane));
        advanceTo(due);
        var begun = new CountDownLatch(1);
        work().does(work -> {
            begun.countDown();
            suspendAtTheEnd();
        });
        var travel = CompletableFuture.runAsync(() -> advanceTo(due.plusSeconds(5)));

        await().atMost(PATIENCE).until(() -> begun.getCount() == 0);
        service.close();

        assertThat(travel).failsWithin(PATIENCE);
        assertThat(rows(lane)).containsExactly(new Row(false, due.plusSeconds(5), 1));
    }

    @ParameterizedTest
    @EnumSource(Lane.class)
    void putsOffWhatWaitsAndHoldsNoThreadForIt(Lane lane) {
        start("virtual", 1);
        var due = inAnHour();
        enqueue(due, workOf(lane));
        work().does(work -> {
            note(work);
            throw new WorkPutOff(due.plusSeconds(30));
        });

        advanceTo(due);

        assertThat(heard).singleElement().asString().endsWith(" at " + due);
        assertThat(rows(lane)).containsExactly(new Row(false, due.plusSeconds(30), 0));
        restart("virtual", 1);
        advanceTo(due.plusSeconds(30));
        assertThat(heard).hasSize(2).last().asString().endsWith(" at " + due.plusSeconds(30));
        assertThat(rows(lane)).isEmpty();
    }

    private void suspendAtTheEnd() {
        var end = service.getBean(ProcessEnd.class);
        while (!end.getAsBoolean()) {
            LockSupport.parkNanos(1_000_000);
        }
        throw new WorkSuspended();
    }

    @ParameterizedTest
    @EnumSource(Lane.class)
    void takesOverInRealTimeWhatADeadProcessLeft(Lane lane) {
        start("system", 1);
        enqueue(inAnHour(), workOf(lane));

        pickAsADeadProcess(lane, now().minusSeconds(10), now().minusSeconds(9));

        await().atMost(PATIENCE).until(() -> heard.size() == 1);
        await().atMost(PATIENCE).until(() -> rows(lane).isEmpty());
    }

    @ParameterizedTest
    @EnumSource(Lane.class)
    void takesOverWhileTimeStandsStillWhatADeadProcessLeft(Lane lane) {
        start("virtual", 1);
        var due = inAnHour();
        enqueue(due, workOf(lane));

        pickAsADeadProcess(lane, due, due);
        advanceTo(due);

        assertThat(heard).hasSize(1).allMatch(what -> what.endsWith(" at " + due));
        assertThat(rows(lane)).isEmpty();
    }

    /** What another process did that picked the work and was killed before its next heartbeat. */
    private void pickAsADeadProcess(Lane lane, Instant due, Instant lastHeartbeat) {
        try (var connection = catalog.connect();
                var statement = connection.prepareStatement("UPDATE " + lane.table()
                        + " SET picked = TRUE, picked_by = 'dead', execution_time = ?, last_heartbeat = ?")) {
            statement.setObject(1, due.atOffset(ZoneOffset.UTC));
            statement.setObject(2, lastHeartbeat.atOffset(ZoneOffset.UTC));
            assertThat(statement.executeUpdate()).isEqualTo(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void doesAtAnInstantFirstTheWorkThenTheSweepsAndThenWhatTheyAskedFor() {
        start("virtual", 1);
        var due = inAnHour();
        enqueue(due, measurement());
        work().does(work -> {
            note(work);
            if (work instanceof Work.Backup) {
                enqueue(now(), measurement());
            }
        });
        sweep("first").does(due, upTo -> {
            heard.add("first at " + now());
            enqueue(now(), backup());
            sweep("second").does(due, then -> heard.add("second at " + now()));
        });

        advanceTo(due.plusSeconds(60));

        assertThat(heard.getFirst()).isEqualTo("MeasureFileSystem at " + due);
        assertThat(heard.get(1)).isEqualTo("first at " + due);
        assertThat(heard.subList(2, heard.size()))
                .containsExactlyInAnyOrder("Backup at " + due, "MeasureFileSystem at " + due, "second at " + due);
    }

    @Test
    void keepsTimeWhereASweepFailedAndGoesOnWhenItDoesNot() {
        start("virtual", 1);
        var due = inAnHour();
        sweep("first").does(due, upTo -> {
            throw new UncheckedIOException(new IOException("catalog is down"));
        });

        assertThatThrownBy(() -> advanceTo(due.plusSeconds(60))).isInstanceOf(UncheckedIOException.class);
        assertThat(now()).isBetween(due, due.plusSeconds(59));
        sweep("first").does(due, upTo -> heard.add("first"));
        advanceTo(due.plusSeconds(60));

        assertThat(heard).containsExactly("first");
    }

    @Test
    void looksAtTheOtherSweepsWhenOneCannotBeLookedAt() {
        start("system", 1);
        sweep("first").looks(() -> {
            throw new IllegalStateException("catalog is down");
        });
        sweep("second").does(now(), upTo -> heard.add("second"));

        await().atMost(PATIENCE).until(() -> heard.contains("second"));

        sweep("first").looks(Optional::empty);
        assertThat(heard).containsExactly("second");
    }

    @Test
    void givesASweepThatThrowsOneRowWithAShortPauseHoweverOftenItThrew() {
        start("system", 1);
        var due = now().truncatedTo(ChronoUnit.SECONDS);
        sweep("first").does(due, upTo -> {
            throw new IllegalStateException("catalog is down");
        });

        await().atMost(PATIENCE).until(() -> rows(Lane.SHORT).stream().anyMatch(row -> row.failures() == 1));

        assertThat(rows(Lane.SHORT)).hasSize(1).allMatch(row -> row.due().isAfter(due.plusSeconds(4)));
        failAlready(Lane.SHORT, 9);
        await().atMost(PATIENCE).until(() -> rows(Lane.SHORT).stream().anyMatch(row -> row.failures() == 10));
        assertThat(rows(Lane.SHORT)).hasSize(1).allMatch(row -> row.due().isBefore(now().plusSeconds(6)));
        sweep("first").does(due, upTo -> {});
    }

    /** Makes the work one that has failed so often and is due. */
    private void failAlready(Lane lane, int failures) {
        try (var connection = catalog.connect();
                var statement = connection.prepareStatement(
                        "UPDATE " + lane.table() + " SET consecutive_failures = ?, execution_time = ?")) {
            statement.setInt(1, failures);
            statement.setObject(2, now().atOffset(ZoneOffset.UTC));
            assertThat(statement.executeUpdate()).isEqualTo(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Row(boolean picked, Instant due, int failures) {}

    private long picked(Lane lane) {
        return rows(lane).stream().filter(Row::picked).count();
    }

    private List<Row> rows(Lane lane) {
        var rows = new ArrayList<Row>();
        try (var connection = catalog.connect();
                var query = connection.prepareStatement(
                        "SELECT picked, execution_time, consecutive_failures FROM " + lane.table());
                var found = query.executeQuery()) {
            while (found.next()) {
                rows.add(new Row(
                        found.getBoolean(1),
                        found.getObject(2, OffsetDateTime.class).toInstant(),
                        found.getInt(3)));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
