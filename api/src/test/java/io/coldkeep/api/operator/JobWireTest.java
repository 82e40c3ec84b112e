package io.coldkeep.api.operator;

import static io.coldkeep.domain.fixtures.Fixtures.aBackupJob;
import static io.coldkeep.domain.fixtures.Fixtures.aCopyJob;
import static io.coldkeep.domain.fixtures.Fixtures.aRestoreJob;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.api.ServiceTest;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.copy.CopyState;
import io.coldkeep.domain.job.JobState;
import io.coldkeep.domain.restore.RestoreState;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobWireTest extends ServiceTest {

    private HttpResponse<String> get(Owner owner, String id) {
        return service.server()
                .send(
                        "GET",
                        "/coldkeep/jobs/" + id,
                        "",
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=" + owner.account() + "/20260101/" + owner.region()
                                + "/coldkeep/aws4_request, SignedHeaders=host, Signature=00");
    }

    private String bytes(UUID id) {
        var answer = get(account.owner(), id.toString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body()).startsWith("{\"jobId\":\"" + id + "\",");
        return answer.body().substring(answer.body().indexOf(',') + 1);
    }

    @Test
    void saysWhatABackupReadAndStored() {
        var job = aBackupJob()
                .owner(account.owner())
                .state(JobState.COMPLETED)
                .bytesTransferred(Long.MAX_VALUE)
                .transfer(20, 0)
                .build();
        service.catalog.backupJobs().add(job);

        assertThat(bytes(job.id())).isEqualTo("""
                "kind":"BACKUP","state":"COMPLETED",\
                "bytes":{"logical":9223372036854775807,"moved":20,"stored":0}}""");
    }

    @Test
    void leavesOutWhatNobodyKnows() {
        var running = aBackupJob()
                .owner(account.owner())
                .state(JobState.RUNNING)
                .bytesTransferred(7)
                .build();
        service.catalog.backupJobs().add(running);
        var earlier = aBackupJob()
                .owner(account.owner())
                .state(JobState.COMPLETED)
                .bytesTransferred(7)
                .build();
        service.catalog.backupJobs().add(earlier);

        assertThat(bytes(running.id())).isEqualTo("\"kind\":\"BACKUP\",\"state\":\"RUNNING\",\"bytes\":{}}");
        assertThat(bytes(earlier.id()))
                .isEqualTo("\"kind\":\"BACKUP\",\"state\":\"COMPLETED\",\"bytes\":{\"logical\":7}}");
    }

    @Test
    void saysWhatCopiesAndRestoresMoved() {
        var copy = aCopyJob()
                .owner(account.owner())
                .state(CopyState.COMPLETED)
                .backupSizeInBytes(100)
                .transfer(90, 30)
                .build();
        service.catalog.copyJobs().add(copy);
        var restore = aRestoreJob()
                .owner(account.owner())
                .state(RestoreState.RUNNING)
                .expectedBytes(100)
                .restoredBytes(7)
                .build();
        service.catalog.restoreJobs().add(restore);

        assertThat(bytes(copy.id())).isEqualTo("""
                "kind":"COPY","state":"COMPLETED","bytes":{"logical":100,"moved":90,"stored":30}}""");
        assertThat(bytes(restore.id())).isEqualTo("""
                "kind":"RESTORE","state":"RUNNING","bytes":{"logical":100,"moved":7}}""");
    }

    @Test
    void showsNothingOfAnotherAccountOrRegion() {
        var job = aBackupJob().owner(account.owner()).build();
        service.catalog.backupJobs().add(job);
        var elsewhere = Owner.of(account.owner().account().value(), "us-east-1");

        assertNotFound(
                get(service.newAccount().owner(), job.id().toString()), job.id().toString());
        assertNotFound(get(elsewhere, job.id().toString()), job.id().toString());
        assertThat(get(account.owner(), job.id().toString()).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000-0000-4000-8000-000000000000", "any", "0A000000-0000-4000-8000-000000000000"})
    void saysWhenThereIsNoSuchJob(String id) {
        assertNotFound(get(account.owner(), id), id);
    }

    private static void assertNotFound(HttpResponse<String> answer, String id) {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains("ResourceNotFoundException");
        assertThat(answer.body()).contains("Job '" + id + "' does not exist.");
    }
}
