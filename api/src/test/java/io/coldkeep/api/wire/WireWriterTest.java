package io.coldkeep.api.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.backup.model.DeleteBackupVaultResponse;
import software.amazon.awssdk.services.backup.model.GetRecoveryPointRestoreMetadataResponse;
import software.amazon.awssdk.services.backup.model.ListBackupJobsResponse;
import software.amazon.awssdk.services.backup.model.UpdateRecoveryPointLifecycleResponse;
import software.amazon.awssdk.services.efs.model.CreateFileSystemResponse;
import software.amazon.awssdk.services.efs.model.Tag;

class WireWriterTest {

    private static String write(SdkPojo answer) throws IOException {
        var out = new ByteArrayOutputStream();
        WireWriter.write(answer, out);
        return out.toString(UTF_8);
    }

    @Test
    void writesWhatIsSetAndLeavesOutTheRest() throws IOException {
        var answer = UpdateRecoveryPointLifecycleResponse.builder()
                .backupVaultArn("arn:aws:backup:us-east-1:123456789012:backup-vault:nightly")
                .lifecycle(lifecycle -> lifecycle.deleteAfterDays(35L).optInToArchiveForSupportedResources(false))
                .calculatedLifecycle(calculated -> calculated.deleteAt(Instant.ofEpochMilli(1600721892929L)))
                .build();

        assertThat(write(answer))
                .isEqualTo("{\"BackupVaultArn\":\"arn:aws:backup:us-east-1:123456789012:backup-vault:nightly\","
                        + "\"Lifecycle\":{\"DeleteAfterDays\":35,\"OptInToArchiveForSupportedResources\":false},"
                        + "\"CalculatedLifecycle\":{\"DeleteAt\":1600721892.929}}");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.000",
        "1, 0.001",
        "999, 0.999",
        "1600721892000, 1600721892.000",
        "1600721892090, 1600721892.090",
        "-1, -0.001",
        "-1500, -1.500",
        "253402300799999, 253402300799.999",
    })
    void writesTimestampsOfBackupToTheMillisecond(long millis, String expected) {
        assertThat(WireWriter.secondsWithMillis(millis)).isEqualTo(expected);
    }

    @Test
    void writesTimestampsOfEfsInWholeSeconds() throws IOException {
        var answer = CreateFileSystemResponse.builder()
                .creationTime(Instant.ofEpochMilli(1600721892929L))
                .sizeInBytes(size -> size.value(6144L).timestamp(Instant.ofEpochMilli(1600721892929L)))
                .provisionedThroughputInMibps(1.5)
                .tags(Tag.builder().key("Name").value("zoë \"𝄞\"").build())
                .build();

        assertThat(write(answer))
                .isEqualTo("{\"CreationTime\":1600721892,"
                        + "\"SizeInBytes\":{\"Value\":6144,\"Timestamp\":1600721892},"
                        + "\"ProvisionedThroughputInMibps\":1.5,"
                        + "\"Tags\":[{\"Key\":\"Name\",\"Value\":\"zoë \\\"𝄞\\\"\"}]}");
    }

    @Test
    void writesAnEmptyListThatWasSetAndNoneThatWasNot() throws IOException {
        assertThat(write(ListBackupJobsResponse.builder().backupJobs(List.of()).build()))
                .isEqualTo("{\"BackupJobs\":[]}");
        assertThat(write(ListBackupJobsResponse.builder().build())).isEqualTo("{}");
    }

    @Test
    void writesMaps() throws IOException {
        var answer = GetRecoveryPointRestoreMetadataResponse.builder()
                .restoreMetadata(Map.of("file-system-id", "fs-0123456789abcdef0"))
                .build();

        assertThat(write(answer)).isEqualTo("{\"RestoreMetadata\":{\"file-system-id\":\"fs-0123456789abcdef0\"}}");
    }

    @Test
    void writesNothingForAnAnswerWithoutMembers() throws IOException {
        assertThat(write(DeleteBackupVaultResponse.builder().build())).isEmpty();
    }
}
