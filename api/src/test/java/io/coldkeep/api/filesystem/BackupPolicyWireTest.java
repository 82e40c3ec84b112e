package io.coldkeep.api.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.api.ServiceTest;
import io.coldkeep.domain.filesystem.FileSystem;
import io.coldkeep.domain.fixtures.Fixtures;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.efs.model.BadRequestException;
import software.amazon.awssdk.services.efs.model.FileSystemNotFoundException;
import software.amazon.awssdk.services.efs.model.IncorrectFileSystemLifeCycleStateException;
import software.amazon.awssdk.services.efs.model.PolicyNotFoundException;
import software.amazon.awssdk.services.efs.model.Tag;

class BackupPolicyWireTest extends ServiceTest {

    private FileSystem fileSystem;

    @BeforeEach
    void makeAFileSystem() {
        fileSystem = Fixtures.aFileSystem().owner(account.owner()).build();
        service.catalog.fileSystems().add(fileSystem);
    }

    @Test
    void answersEnablingAndThenEnabled() throws Exception {
        assertThat(put("ENABLED")).isEqualTo("ENABLING");
        assertThat(describe()).isEqualTo("ENABLING");

        service.runWork();

        assertThat(describe()).isEqualTo("ENABLED");
        assertThat(put("ENABLED")).isEqualTo("ENABLED");
    }

    @Test
    void answersDisablingAndThenDisabled() throws Exception {
        put("ENABLED");
        service.runWork();

        assertThat(put("DISABLED")).isEqualTo("DISABLING");
        assertThat(describe()).isEqualTo("DISABLING");

        service.runWork();

        assertThat(describe()).isEqualTo("DISABLED");
        assertThat(put("DISABLED")).isEqualTo("DISABLED");
    }

    @Test
    void showsTheTagOfTheServiceWhileBackupsAreOn() throws Exception {
        put("ENABLED");
        service.runWork();

        assertThat(tags())
                .containsExactly(Tag.builder()
                        .key("aws:elasticfilesystem:default-backup")
                        .value("enabled")
                        .build());

        put("DISABLED");
        service.runWork();

        assertThat(tags()).isEmpty();
    }

    private List<Tag> tags() {
        return account.efs()
                .listTagsForResource(
                        request -> request.resourceId(fileSystem.id().value()))
                .tags();
    }

    @Test
    void takesTheArnOfAFileSystemToo() {
        var answer = account.efs()
                .putBackupPolicy(
                        request -> request.fileSystemId(fileSystem.arn().toString())
                                .backupPolicy(policy -> policy.status("ENABLED")));

        assertThat(answer.backupPolicy().statusAsString()).isEqualTo("ENABLING");
    }

    @Test
    void hasNoPolicyBeforeOneIsSet() {
        assertThatThrownBy(this::describe).isInstanceOfSatisfying(PolicyNotFoundException.class, refused -> {
            assertThat(refused.statusCode()).isEqualTo(404);
            assertThat(refused.awsErrorDetails().errorMessage()).isNull();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"ENABLING", "DISABLING", "enabled", "ON", ""})
    void takesNoOtherWordThanTheTwo(String word) {
        assertThatThrownBy(() -> put(word)).isInstanceOfSatisfying(BadRequestException.class, refused -> {
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.errorCode()).isEqualTo("BadRequest");
            assertThat(refused.awsErrorDetails().errorMessage())
                    .isEqualTo("BackupPolicy.Status must be one of ENABLED, DISABLED, was '" + word + "'");
        });
        assertThatThrownBy(this::describe).isInstanceOf(PolicyNotFoundException.class);
    }

    @Test
    void needsAPolicyAndItsStatus() {
        var id = fileSystem.id().value();
        assertThatThrownBy(() -> account.efs().putBackupPolicy(request -> request.fileSystemId(id)))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("BackupPolicy");
        assertThatThrownBy(() -> account.efs()
                        .putBackupPolicy(request -> request.fileSystemId(id).backupPolicy(policy -> {})))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("BackupPolicy.Status");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fs-0123456",
                "fs-0123456789abcdef0123456789abcdef0123456789",
                "fs-0123456G",
                "FS-01234567",
                "nonsense",
                "arn:aws:elasticfilesystem:eu-central-1:123456789012:access-point/fsap-01234567",
                "arn:aws:s3:eu-central-1:123456789012:file-system/fs-01234567"
            })
    void refusesIdsThatAreNone(String id) {
        assertThatThrownBy(() -> account.efs()
                        .putBackupPolicy(
                                request -> request.fileSystemId(id).backupPolicy(policy -> policy.status("ENABLED"))))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("FileSystemId must match");
    }

    @Test
    void looksAtNoIdOfMoreThan128Characters() {
        var prefix = "arn:aws:elasticfilesystem:eu-central-1:123456789012";
        var longest = prefix + ":".repeat(128 - prefix.length() - 24) + ":file-system/fs-01234567";
        assertThat(longest).hasSize(128);

        assertThatThrownBy(() -> account.efs().describeBackupPolicy(request -> request.fileSystemId(longest)))
                .isInstanceOf(FileSystemNotFoundException.class);
        assertThatThrownBy(() -> account.efs().describeBackupPolicy(request -> request.fileSystemId(longest + "8")))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("FileSystemId must be at most 128 characters long, was 129");
    }

    @Test
    void knowsNoFileSystemOfAnotherAccountOrRegion() {
        var elsewhere = service.account(account.owner().account().value(), "us-east-1");
        var stranger = service.newAccount();

        for (var caller : List.of(elsewhere, stranger)) {
            for (var id : List.of(fileSystem.id().value(), fileSystem.arn().toString())) {
                assertThatThrownBy(() -> caller.efs()
                                .putBackupPolicy(request ->
                                        request.fileSystemId(id).backupPolicy(policy -> policy.status("ENABLED"))))
                        .isInstanceOfSatisfying(FileSystemNotFoundException.class, refused -> {
                            assertThat(refused.statusCode()).isEqualTo(404);
                            assertThat(refused.awsErrorDetails().errorMessage())
                                    .isEqualTo("File system '" + id + "' does not exist.");
                        });
            }
        }
        assertThatThrownBy(this::describe).isInstanceOf(PolicyNotFoundException.class);
    }

    @Test
    void refusesFileSystemsThatAreBeingDeleted() {
        account.efs()
                .deleteFileSystem(
                        request -> request.fileSystemId(fileSystem.id().value()));

        assertThatThrownBy(() -> put("ENABLED"))
                .isInstanceOfSatisfying(
                        IncorrectFileSystemLifeCycleStateException.class,
                        refused -> assertThat(refused.statusCode()).isEqualTo(409));
    }

    private String put(String word) {
        return account.efs()
                .putBackupPolicy(request ->
                        request.fileSystemId(fileSystem.id().value()).backupPolicy(policy -> policy.status(word)))
                .backupPolicy()
                .statusAsString();
    }

    private String describe() {
        return account.efs()
                .describeBackupPolicy(
                        request -> request.fileSystemId(fileSystem.id().value()))
                .backupPolicy()
                .statusAsString();
    }
}
