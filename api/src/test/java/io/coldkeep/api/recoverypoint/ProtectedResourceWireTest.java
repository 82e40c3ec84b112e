package io.coldkeep.api.recoverypoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.api.InMemoryService;
import io.coldkeep.domain.fixtures.Fixtures;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.backup.model.InvalidParameterValueException;
import software.amazon.awssdk.services.backup.model.ProtectedResource;
import software.amazon.awssdk.services.backup.model.ResourceNotFoundException;

class ProtectedResourceWireTest extends PointTest {

    @Test
    void listsEachResourceOnceWithItsLatestRecoveryPoint() {
        stored(aPoint());
        var latest = stored(aPoint().resourceName("home").createdAt(InMemoryService.START.plusSeconds(1)));

        var expected = ProtectedResource.builder()
                .resourceArn(fileSystem.arn().toString())
                .resourceType("EFS")
                .resourceName("home")
                .lastBackupTime(InMemoryService.START.plusSeconds(1))
                .lastBackupVaultArn(vault.arn().toString())
                .lastRecoveryPointArn(latest.arn().toString())
                .build();
        assertThat(account.backup().listProtectedResources(request -> {}).results())
                .containsExactly(expected);
        assertThat(inVault("nightly")).containsExactly(expected);
        assertThat(inVault("Default")).isEmpty();
        var described = account.backup()
                .describeProtectedResource(
                        request -> request.resourceArn(fileSystem.arn().toString()));
        for (var field : expected.sdkFields()) {
            assertThat(described.getValueForField(field.memberName(), Object.class))
                    .isEqualTo(expected.getValueForField(field.memberName(), Object.class));
        }
    }

    @Test
    void listsInPagesToTheLastOne() {
        for (var i = 0; i < 5; i++) {
            stored(aPoint().resourceArn(Fixtures.aFileSystemArn()));
        }

        var all = account.backup().listProtectedResourcesPaginator(request -> request.maxResults(2)).stream()
                .toList();
        var ofVault = account
                .backup()
                .listProtectedResourcesByBackupVaultPaginator(
                        request -> request.backupVaultName("nightly").maxResults(4))
                .stream()
                .toList();

        assertThat(all).extracting(page -> page.results().size()).containsExactly(2, 2, 1);
        assertThat(ofVault).extracting(page -> page.results().size()).containsExactly(4, 1);
        assertThat(all.stream().flatMap(page -> page.results().stream()))
                .containsExactlyElementsOf(ofVault.stream()
                        .flatMap(page -> page.results().stream())
                        .toList())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1001})
    void listsPagesOf1To1000(int max) {
        var message = "MaxResults must be 1 to 1000, was " + max;
        assertRefused(
                InvalidParameterValueException.class,
                message,
                () -> account.backup().listProtectedResources(request -> request.maxResults(max)));
        assertRefused(
                InvalidParameterValueException.class,
                message,
                () -> account.backup()
                        .listProtectedResourcesByBackupVault(
                                request -> request.backupVaultName("nightly").maxResults(max)));
    }

    @Test
    void knowsNothingOfOtherAccounts() {
        stored(aPoint());
        var stranger = service.newAccount();

        assertThat(stranger.backup().listProtectedResources(request -> {}).results())
                .isEmpty();
        assertRefused(
                ResourceNotFoundException.class,
                () -> stranger.backup()
                        .describeProtectedResource(
                                request -> request.resourceArn(fileSystem.arn().toString())));
        assertRefused(
                ResourceNotFoundException.class,
                () -> account.backup()
                        .listProtectedResourcesByBackupVault(request -> request.backupVaultName("nightly")
                                .backupVaultAccountId(stranger.owner().account().value())));
    }

    @Test
    void namesWhatIsMissing() {
        var arn = fileSystem.arn().toString();
        assertRefused(
                ResourceNotFoundException.class,
                "Protected resource '" + arn + "' does not exist.",
                () -> account.backup().describeProtectedResource(request -> request.resourceArn(arn)));
        assertRefused(ResourceNotFoundException.class, "Backup vault 'daily' does not exist.", () -> inVault("daily"));
        assertRefused(
                InvalidParameterValueException.class,
                "ResourceArn must match arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE, was 'fs-01234567'",
                () -> account.backup().describeProtectedResource(request -> request.resourceArn("fs-01234567")));
    }

    @Test
    void supportsFileSystemsOnly() {
        assertThat(account.backup().getSupportedResourceTypes(request -> {}).resourceTypes())
                .containsExactly("EFS");
    }

    private List<ProtectedResource> inVault(String name) {
        return account.backup()
                .listProtectedResourcesByBackupVault(request -> request.backupVaultName(name))
                .results();
    }
}
