package io.coldkeep.api.operator;

import static io.coldkeep.domain.fixtures.Fixtures.aBackupJob;
import static io.coldkeep.domain.fixtures.Fixtures.aCopyJob;
import static io.coldkeep.domain.fixtures.Fixtures.aRecoveryPoint;
import static io.coldkeep.domain.fixtures.Fixtures.aRestoreJob;
import static io.coldkeep.domain.fixtures.Fixtures.aVault;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.api.InMemoryService;
import io.coldkeep.api.ServiceTest;
import io.coldkeep.domain.content.Inventory;
import io.coldkeep.domain.content.Packs;
import io.coldkeep.domain.copy.CopyState;
import io.coldkeep.domain.job.JobState;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.restore.RestoreState;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MetricsWireTest extends ServiceTest {

    private HttpResponse<String> get(String... headers) {
        return service.server().send("GET", "/coldkeep/metrics", "", headers);
    }

    private String[] signed(String... more) {
        var headers = new ArrayList<>(List.of(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=" + account.owner().account()
                        + "/20260101/eu-central-1/coldkeep/aws4_request, SignedHeaders=host, Signature=00"));
        headers.addAll(List.of(more));
        return headers.toArray(String[]::new);
    }

    @Test
    void countsEverythingOfAllOwners() {
        var other = service.newAccount().owner();
        service.catalog
                .backupJobs()
                .add(aBackupJob()
                        .owner(account.owner())
                        .state(JobState.COMPLETED)
                        .transfer(20, 3)
                        .build());
        service.catalog
                .backupJobs()
                .add(aBackupJob()
                        .owner(other)
                        .state(JobState.COMPLETED)
                        .transfer(100, 10)
                        .build());
        service.catalog.backupJobs().add(aBackupJob().owner(other).build());
        service.catalog
                .copyJobs()
                .add(aCopyJob()
                        .owner(other)
                        .state(CopyState.COMPLETED)
                        .transfer(50, 40)
                        .build());
        service.catalog
                .restoreJobs()
                .add(aRestoreJob()
                        .owner(other)
                        .state(RestoreState.COMPLETED)
                        .restoredBytes(9)
                        .build());
        service.catalog
                .restoreJobs()
                .add(aRestoreJob()
                        .owner(other)
                        .state(RestoreState.RUNNING)
                        .restoredBytes(1)
                        .build());
        var vault = aVault().owner(other).name("nightly").build();
        service.catalog.vaults().add(vault);
        service.catalog
                .recoveryPoints()
                .add(aRecoveryPoint()
                        .in(vault)
                        .backupSizeInBytes(Long.MAX_VALUE)
                        .build());
        service.catalog
                .recoveryPoints()
                .add(aRecoveryPoint()
                        .in(vault)
                        .backupSizeInBytes(Long.MAX_VALUE)
                        .build());
        service.catalog
                .recoveryPoints()
                .add(aRecoveryPoint()
                        .in(vault)
                        .tier(StorageTier.COLD)
                        .backupSizeInBytes(5)
                        .build());
        service.stock(new Inventory(
                List.of(
                        new Packs(StorageTier.WARM, Packs.State.LIVE, 4, 4_000),
                        new Packs(StorageTier.COLD, Packs.State.LOST, 1, 500)),
                Optional.of(InMemoryService.START)));

        var answer = get(signed());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body()).isEqualTo("""
                # HELP coldkeep_jobs Jobs by kind and state.
                # TYPE coldkeep_jobs gauge
                coldkeep_jobs{kind="backup",state="CREATED"} 1
                coldkeep_jobs{kind="backup",state="RUNNING"} 0
                coldkeep_jobs{kind="backup",state="ABORTING"} 0
                coldkeep_jobs{kind="backup",state="ABORTED"} 0
                coldkeep_jobs{kind="backup",state="COMPLETED"} 2
                coldkeep_jobs{kind="backup",state="FAILED"} 0
                coldkeep_jobs{kind="backup",state="EXPIRED"} 0
                coldkeep_jobs{kind="copy",state="CREATED"} 0
                coldkeep_jobs{kind="copy",state="RUNNING"} 0
                coldkeep_jobs{kind="copy",state="COMPLETED"} 1
                coldkeep_jobs{kind="copy",state="FAILED"} 0
                coldkeep_jobs{kind="restore",state="PENDING"} 0
                coldkeep_jobs{kind="restore",state="RUNNING"} 1
                coldkeep_jobs{kind="restore",state="COMPLETED"} 1
                coldkeep_jobs{kind="restore",state="FAILED"} 0
                # HELP coldkeep_job_moved_bytes_total Bytes that completed jobs read of their sources, or restored.
                # TYPE coldkeep_job_moved_bytes_total counter
                coldkeep_job_moved_bytes_total{kind="backup"} 120
                coldkeep_job_moved_bytes_total{kind="copy"} 50
                coldkeep_job_moved_bytes_total{kind="restore"} 9
                # HELP coldkeep_job_stored_bytes_total Bytes that completed jobs wrote to the store, deduplicated and compressed.
                # TYPE coldkeep_job_stored_bytes_total counter
                coldkeep_job_stored_bytes_total{kind="backup"} 13
                coldkeep_job_stored_bytes_total{kind="copy"} 40
                # HELP coldkeep_recovery_points Recovery points by tier and status.
                # TYPE coldkeep_recovery_points gauge
                coldkeep_recovery_points{tier="warm",status="COMPLETED"} 2
                coldkeep_recovery_points{tier="warm",status="DELETING"} 0
                coldkeep_recovery_points{tier="warm",status="EXPIRED"} 0
                coldkeep_recovery_points{tier="cold",status="COMPLETED"} 1
                coldkeep_recovery_points{tier="cold",status="DELETING"} 0
                coldkeep_recovery_points{tier="cold",status="EXPIRED"} 0
                # HELP coldkeep_recovery_point_bytes What the files of recovery points have together, each of them.
                # TYPE coldkeep_recovery_point_bytes gauge
                coldkeep_recovery_point_bytes{tier="warm",status="COMPLETED"} 18446744073709551614
                coldkeep_recovery_point_bytes{tier="warm",status="DELETING"} 0
                coldkeep_recovery_point_bytes{tier="warm",status="EXPIRED"} 0
                coldkeep_recovery_point_bytes{tier="cold",status="COMPLETED"} 5
                coldkeep_recovery_point_bytes{tier="cold",status="DELETING"} 0
                coldkeep_recovery_point_bytes{tier="cold",status="EXPIRED"} 0
                # HELP coldkeep_packs Objects in the stores by tier and state; LOST ones are gone or damaged.
                # TYPE coldkeep_packs gauge
                coldkeep_packs{tier="warm",state="LIVE"} 4
                coldkeep_packs{tier="cold",state="LOST"} 1
                # HELP coldkeep_pack_bytes Bytes of these objects.
                # TYPE coldkeep_pack_bytes gauge
                coldkeep_pack_bytes{tier="warm",state="LIVE"} 4000
                coldkeep_pack_bytes{tier="cold",state="LOST"} 500
                # HELP coldkeep_oldest_pack_check_timestamp_seconds When that live object was checked that was not for longest; 0 when one is suspected.
                # TYPE coldkeep_oldest_pack_check_timestamp_seconds gauge
                coldkeep_oldest_pack_check_timestamp_seconds 1767225600
                """);
    }

    @Test
    void saysNothingOfChecksWhereNothingIsKept() {
        service.stock(new Inventory(List.of(), Optional.empty()));

        assertThat(get(signed()).body()).doesNotContain("check").contains("coldkeep_packs gauge");
    }

    @Test
    void answersWhoeverAsksAsPrometheusDoes() {
        var answer = get(signed(
                "Accept", "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
    }
}
