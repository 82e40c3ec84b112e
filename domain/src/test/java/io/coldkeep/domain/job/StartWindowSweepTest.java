package io.coldkeep.domain.job;

import static io.coldkeep.domain.fixtures.Fixtures.JAN_1;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_ACCOUNT;
import static io.coldkeep.domain.fixtures.Fixtures.aBackupJob;
import static io.coldkeep.domain.fixtures.Fixtures.day;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.contract.Concurrently;
import io.coldkeep.domain.fixtures.BackupJobBuilder;
import io.coldkeep.domain.memory.MemoryService;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StartWindowSweepTest {

    private final MemoryService service = new MemoryService(JAN_1);
    private final StartWindowSweep sweep = service.startWindows;

    @Test
    void isDueWhenTheFirstWindowCloses() {
        assertThat(sweep.nextDue()).isEmpty();

        add(aBackupJob().startBy(day(2)));
        add(aBackupJob().owner(OTHER_ACCOUNT).startBy(day(1)));
        add(aBackupJob().startBy(day(0)).state(JobState.RUNNING));

        assertThat(sweep.nextDue()).contains(day(1));
    }

    @Test
    void endsWhatHasNotStartedWhenItsWindowCloses() {
        var due = add(aBackupJob().startBy(day(1)));
        var waiting = add(aBackupJob().startBy(day(1).plusMillis(1)));
        service.clock.set(day(1).plusNanos(1_999_999));

        sweep.run(day(1));

        var ended = stored(due);
        assertThat(ended.state()).isEqualTo(JobState.EXPIRED);
        assertThat(ended.statusMessage()).contains("Backup job expired before completion.");
        assertThat(ended.completionDate()).contains(day(1).plusMillis(1));
        assertThat(ended.startedAt()).isEmpty();
        assertThat(stored(waiting)).isEqualTo(waiting);
        assertThat(service.heard).containsExactly("expired " + due.id());
        assertThat(sweep.nextDue()).contains(day(1).plusMillis(1));
    }

    @Test
    void endsNothingBeforeItsTime() {
        var job = add(aBackupJob().startBy(day(1)));

        sweep.run(day(1).minusMillis(1));

        assertThat(stored(job)).isEqualTo(job);
    }

    @Test
    void endsAnyNumberOfJobs() {
        var jobs = IntStream.range(0, 250)
                .mapToObj(i -> add(aBackupJob().startBy(JAN_1.plusSeconds(i))))
                .toList();

        sweep.run(day(1));

        assertThat(jobs).allSatisfy(job -> assertThat(stored(job).state()).isEqualTo(JobState.EXPIRED));
        assertThat(service.heard).hasSize(250);
    }

    @Test
    void leavesTheRestToTheNextProcessWhenThisOneEnds() {
        var job = add(aBackupJob().startBy(day(1)));
        service.endProcess();

        sweep.run(day(1));

        assertThat(stored(job)).isEqualTo(job);
    }

    @Test
    void eitherStartsOrExpiresAJobAndNeverBoth() {
        for (var round = 0; round < 50; round++) {
            var job = add(aBackupJob().startBy(JAN_1));

            var states = Concurrently.run(2, i -> {
                if (i == 0) {
                    sweep.run(JAN_1);
                    return JobState.EXPIRED;
                }
                return service.catalog
                        .backupJobs()
                        .update(
                                job.owner(),
                                job.id(),
                                current -> current.state().hasEnded()
                                        ? current
                                        : aBackupJob(current)
                                                .state(JobState.RUNNING)
                                                .build())
                        .orElseThrow()
                        .state();
            });

            assertThat(stored(job).state()).isEqualTo(states.get(1));
        }
    }

    private BackupJob add(BackupJobBuilder builder) {
        var job = builder.build();
        service.catalog.backupJobs().add(job);
        return job;
    }

    private BackupJob stored(BackupJob job) {
        return service.backups.require(job.owner(), job.id());
    }
}
