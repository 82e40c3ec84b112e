package io.coldkeep.domain.metrics;

import static io.coldkeep.domain.fixtures.Fixtures.JAN_1;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_ACCOUNT;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_REGION;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.aBackupJob;
import static io.coldkeep.domain.fixtures.Fixtures.aCopyJob;
import static io.coldkeep.domain.fixtures.Fixtures.aRestoreJob;
import static io.coldkeep.domain.fixtures.Fixtures.uuid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.coldkeep.domain.content.Inventory;
import io.coldkeep.domain.content.Packs;
import io.coldkeep.domain.copy.CopyJob;
import io.coldkeep.domain.copy.CopyState;
import io.coldkeep.domain.job.BackupJob;
import io.coldkeep.domain.job.JobState;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.memory.MemoryService;
import io.coldkeep.domain.refusal.NotFound;
import io.coldkeep.domain.restore.RestoreJob;
import io.coldkeep.domain.restore.RestoreState;
import io.coldkeep.domain.work.JobTotal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MetricsServiceTest {

    private static final OptionalLong UNKNOWN = OptionalLong.empty();

    private final MemoryService service = new MemoryService(JAN_1);

    private BackupJob add(BackupJob job) {
        service.catalog.backupJobs().add(job);
        return job;
    }

    private CopyJob add(CopyJob job) {
        service.catalog.copyJobs().add(job);
        return job;
    }

    private RestoreJob add(RestoreJob job) {
        service.catalog.restoreJobs().add(job);
        return job;
    }

    @Test
    void knowsWhatACompletedBackupReadAndStored() {
        var job = add(aBackupJob()
                .state(JobState.COMPLETED)
                .bytesTransferred(100)
                .transfer(20, 3)
                .build());

        assertThat(service.metrics.job(OWNER, job.id()))
                .isEqualTo(new JobDetails(
                        job.id(),
                        JobDetails.Kind.BACKUP,
                        JobState.COMPLETED,
                        OptionalLong.of(100),
                        OptionalLong.of(20),
                        OptionalLong.of(3)));
    }

    @Test
    void knowsNothingOfABackupThatIsNotComplete() {
        var job = add(aBackupJob().state(JobState.RUNNING).bytesTransferred(100).build());

        assertThat(service.metrics.job(OWNER, job.id()))
                .isEqualTo(
                        new JobDetails(job.id(), JobDetails.Kind.BACKUP, JobState.RUNNING, UNKNOWN, UNKNOWN, UNKNOWN));
    }

    @Test
    void knowsCopiesAndRestores() {
        var copy = add(aCopyJob()
                .state(CopyState.COMPLETED)
                .backupSizeInBytes(100)
                .transfer(90, 30)
                .build());
        var failed =
                add(aCopyJob().state(CopyState.FAILED).backupSizeInBytes(100).build());
        var restore = add(aRestoreJob()
                .state(RestoreState.RUNNING)
                .expectedBytes(100)
                .restoredBytes(7)
                .build());

        assertThat(service.metrics.job(OWNER, copy.id()))
                .isEqualTo(new JobDetails(
                        copy.id(),
                        JobDetails.Kind.COPY,
                        CopyState.COMPLETED,
                        OptionalLong.of(100),
                        OptionalLong.of(90),
                        OptionalLong.of(30)));
        assertThat(service.metrics.job(OWNER, failed.id()))
                .isEqualTo(new JobDetails(
                        failed.id(), JobDetails.Kind.COPY, CopyState.FAILED, OptionalLong.of(100), UNKNOWN, UNKNOWN));
        assertThat(service.metrics.job(OWNER, restore.id()))
                .isEqualTo(new JobDetails(
                        restore.id(),
                        JobDetails.Kind.RESTORE,
                        RestoreState.RUNNING,
                        OptionalLong.of(100),
                        OptionalLong.of(7),
                        UNKNOWN));
    }

    @Test
    void knowsNoJobOfAnotherOwner() {
        var job = add(aBackupJob().build());

        Stream.of(OTHER_ACCOUNT, OTHER_REGION)
                .forEach(other -> assertThatExceptionOfType(NotFound.class)
                        .isThrownBy(() -> service.metrics.job(other, job.id()))
                        .withMessage("Job '" + job.id() + "' does not exist."));
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> service.metrics.job(OWNER, uuid()));
    }

    @Test
    void countsWhatThereIsOfAllOwners() {
        add(aBackupJob().state(JobState.COMPLETED).transfer(20, 3).build());
        add(aBackupJob().owner(OTHER_ACCOUNT).build());
        add(aCopyJob().build());
        add(aRestoreJob().build());
        service.inventory =
                new Inventory(List.of(new Packs(StorageTier.WARM, Packs.State.LIVE, 2, 300)), Optional.of(JAN_1));

        assertThat(service.metrics.read())
                .isEqualTo(new Metrics(
                        Map.of(JobState.COMPLETED, JobTotal.of(1, 20, 3), JobState.CREATED, JobTotal.of(1, 0, 0)),
                        Map.of(CopyState.CREATED, JobTotal.of(1, 0, 0)),
                        Map.of(RestoreState.PENDING, JobTotal.of(1, 0, 0)),
                        List.of(),
                        service.inventory));
    }
}
