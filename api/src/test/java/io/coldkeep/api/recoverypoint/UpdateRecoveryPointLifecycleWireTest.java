package io.coldkeep.api.recoverypoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.api.InMemoryService;
import io.coldkeep.domain.fixtures.Fixtures;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.recoverypoint.RecoveryPoint;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.backup.model.InvalidParameterValueException;
import software.amazon.awssdk.services.backup.model.InvalidRequestException;
import software.amazon.awssdk.services.backup.model.Lifecycle;
import software.amazon.awssdk.services.backup.model.ResourceNotFoundException;
import software.amazon.awssdk.services.backup.model.UpdateRecoveryPointLifecycleResponse;

class UpdateRecoveryPointLifecycleWireTest extends PointTest {

    private static final String RANGE = "Invalid lifecycle. %s cannot be less than 1 or more than 36500 days (was %s)";

    private RecoveryPoint point;

    @BeforeEach
    void makeARecoveryPoint() {
        point = stored(aPoint());
    }

    @Test
    void setsBothNumbersAndAnswersTheInstantsToTheMillisecond() {
        var answer = update(30L, 120L);

        assertThat(answer.backupVaultArn()).isEqualTo(vault.arn().toString());
        assertThat(answer.recoveryPointArn()).isEqualTo(point.arn().toString());
        assertThat(answer.lifecycle()).isEqualTo(lifecycle(30L, 120L));
        assertThat(answer.calculatedLifecycle().moveToColdStorageAt())
                .isEqualTo(InMemoryService.START.plus(Duration.ofDays(30)));
        assertThat(answer.calculatedLifecycle().deleteAt()).isEqualTo(InMemoryService.START.plus(Duration.ofDays(120)));
        assertThat(describedLifecycle()).isEqualTo(lifecycle(30L, 120L));
    }

    static Stream<Arguments> thatRemove() {
        return Stream.of(
                Arguments.of(lifecycle(-1L, -1L)),
                Arguments.of(lifecycle(null, -1L)),
                Arguments.of(lifecycle(-1L, null)),
                Arguments.of(lifecycle(null, null)),
                Arguments.of((Lifecycle) null));
    }

    @ParameterizedTest
    @MethodSource("thatRemove")
    void keepsForEverByMinusOneByLeavingOutAndByAnEmptyOrNoLifecycle(Lifecycle none) {
        update(30L, 120L);

        var answer = update(none);

        assertThat(answer.lifecycle()).isEqualTo(lifecycle(null, null));
        assertThat(answer.calculatedLifecycle().moveToColdStorageAt()).isNull();
        assertThat(answer.calculatedLifecycle().deleteAt()).isNull();
        assertThat(stored(point).lifecycle()).isEqualTo(io.coldkeep.domain.lifecycle.Lifecycle.FOREVER);
    }

    @Test
    void replacesTheLifecycleAsAWhole() {
        update(30L, 120L);

        assertThat(update(null, 200L).lifecycle()).isEqualTo(lifecycle(null, 200L));
        assertThat(update(7L, -1L).lifecycle()).isEqualTo(lifecycle(7L, null));
    }

    @ParameterizedTest
    @CsvSource({"1,91", "1,36500", "36410,36500", "1,", "36500,", ",1", ",36500", "10,100"})
    void takesEachNumberFrom1To36500AndNinetyDaysBetween(Long cold, Long delete) {
        assertThat(update(cold, delete).lifecycle()).isEqualTo(lifecycle(cold, delete));
    }

    @ParameterizedTest
    @CsvSource({
        "0,,MoveToColdStorageAfterDays,0",
        ",0,DeleteAfterDays,0",
        "36501,,MoveToColdStorageAfterDays,36501",
        ",36501,DeleteAfterDays,36501",
        "-2,,MoveToColdStorageAfterDays,-2",
        ",9223372036854775807,DeleteAfterDays,9223372036854775807",
        "-9223372036854775808,30,MoveToColdStorageAfterDays,-9223372036854775808",
        "0,1,MoveToColdStorageAfterDays,0"
    })
    void refusesNumbersOutOfRange(Long cold, Long delete, String member, long number) {
        assertRefused(
                InvalidParameterValueException.class,
                RANGE.formatted(member, number < -1 ? number + "; -1 removes it" : number),
                () -> update(cold, delete));
        assertUnchanged();
    }

    @ParameterizedTest
    @CsvSource({"1,90", "1,1", "30,119", "30,29", "36411,36500", "36500,36500"})
    void refusesLessThanNinetyDaysInColdStorage(Long cold, Long delete) {
        assertRefused(
                InvalidParameterValueException.class,
                "Invalid lifecycle. DeleteAfterDays cannot be less than 90 days apart from MoveToColdStorageAfterDays"
                        + " (DeleteAfterDays was " + delete + ", MoveToColdStorageAfterDays " + cold + ")",
                () -> update(cold, delete));
        assertUnchanged();
    }

    @Test
    void refusesADayForTheMoveThatIsPast() {
        service.clock.advance(Duration.ofDays(10));

        assertRefused(
                InvalidParameterValueException.class,
                "Invalid lifecycle. MoveToColdStorageAfterDays must be at least 11, one day more than the age of the"
                        + " recovery point (was 10)",
                () -> update(10L, null));
        assertUnchanged();
        assertThat(update(11L, null).lifecycle()).isEqualTo(lifecycle(11L, null));
    }

    @Test
    void takesAnEndThatIsPast() {
        service.clock.advance(Duration.ofDays(10));

        assertThat(update(null, 1L).calculatedLifecycle().deleteAt())
                .isEqualTo(InMemoryService.START.plus(Duration.ofDays(1)));
    }

    @Test
    void freezesTheDayOfTheMoveOnceCold() {
        var cold = stored(aPoint().tier(StorageTier.COLD)
                .lifecycle(
                        io.coldkeep.domain.lifecycle.Lifecycle.deleteAfter(120).movingToColdAfter(30)));
        service.clock.advance(Duration.ofDays(40));

        assertThat(update(cold, lifecycle(30L, 200L)).lifecycle()).isEqualTo(lifecycle(30L, 200L));
        for (var changed : new Long[] {31L, 60L, null, -1L}) {
            assertRefused(
                    InvalidParameterValueException.class,
                    "Invalid lifecycle. MoveToColdStorageAfterDays cannot be changed after the recovery point has been"
                            + " moved to cold storage (is 30, was "
                            + (changed == null || changed < 0 ? "none" : changed)
                            + ")",
                    () -> update(cold, lifecycle(changed, 300L)));
        }
        assertRefused(InvalidParameterValueException.class, () -> update(cold, lifecycle(30L, 119L)));
        assertThat(update(cold, lifecycle(30L, -1L)).lifecycle()).isEqualTo(lifecycle(30L, null));
    }

    @Test
    void givesTheOptInForOtherResourcesBack() {
        var answer = update(lifecycle(30L, 120L).toBuilder()
                .optInToArchiveForSupportedResources(true)
                .build());

        assertThat(answer.lifecycle().optInToArchiveForSupportedResources()).isTrue();
        assertThat(describedLifecycle()).isEqualTo(answer.lifecycle());
    }

    @Test
    void takesNoEventSinceThatIsAMemberOfAnswers() {
        for (var event : new String[] {"DELETE_AFTER_COPY", "whatever"}) {
            assertRefused(
                    InvalidParameterValueException.class,
                    "Lifecycle.DeleteAfterEvent must not be given: it is a member of answers only",
                    () -> update(lifecycle(30L, 120L).toBuilder()
                            .deleteAfterEvent(event)
                            .build()));
        }
        assertUnchanged();
    }

    @Test
    void refusesRecoveryPointsThatAreBeingDeleted() {
        var deleting = stored(aPoint().deleting(InMemoryService.START));

        assertRefused(
                InvalidRequestException.class,
                "Recovery point " + deleting.arn() + " cannot be changed: its status is DELETING.",
                () -> update(deleting, lifecycle(30L, 120L)));
    }

    @Test
    void namesWhatIsMissing() {
        assertRefused(
                ResourceNotFoundException.class,
                "Backup vault 'daily' does not exist.",
                () -> update("daily", point.arn().toString(), lifecycle(1L, 91L)));
        var refused = assertRefused(
                ResourceNotFoundException.class,
                "Cannot find recovery point",
                () -> update("nightly", unknownArn(), lifecycle(1L, 91L)));
        assertThat(refused.code()).isEqualTo("ERROR_2603");
        assertThat(refused.statusCode()).isEqualTo(400);
    }

    @Test
    void looksIntoTheVaultThatIsNamedAndNoOther() {
        service.catalog
                .vaults()
                .add(Fixtures.aVault().owner(account.owner()).name("daily").build());

        assertRefused(
                ResourceNotFoundException.class,
                "Cannot find recovery point",
                () -> update("daily", point.arn().toString(), lifecycle(1L, 91L)));
        assertUnchanged();
    }

    @Test
    void reachesVaultsOfTheServiceWhoseNamesHaveSlashes() {
        var automatic = Fixtures.aVault()
                .owner(account.owner())
                .name("aws/efs/automatic-backup-vault")
                .build();
        service.catalog.vaults().add(automatic);
        var inside = stored(aPoint().in(automatic));

        assertThat(update("aws/efs/automatic-backup-vault", inside.arn().toString(), lifecycle(1L, 91L))
                        .backupVaultArn())
                .isEqualTo(automatic.arn().toString());
    }

    @Test
    void knowsNoRecoveryPointOfAnotherAccountOrRegion() {
        var stranger = service.newAccount();
        service.catalog
                .vaults()
                .add(Fixtures.aVault().owner(stranger.owner()).name("nightly").build());

        assertRefused(
                ResourceNotFoundException.class,
                "Cannot find recovery point",
                () -> stranger.backup()
                        .updateRecoveryPointLifecycle(request -> request.backupVaultName("nightly")
                                .recoveryPointArn(point.arn().toString())));
        assertUnchanged();
    }

    @ParameterizedTest
    @CsvSource({
        "'with space','arn:aws:backup:eu-central-1:1:recovery-point:x',BackupVaultName",
        "nightly,nonsense,RecoveryPointArn",
        "nightly,'arn:aws:ec2:eu-central-1::snapshot/snap-01234567',RecoveryPointArn",
        "nightly,'../..',RecoveryPointArn"
    })
    void namesTheMemberThatIsMalformed(String vaultName, String arn, String member) {
        var refused =
                assertRefused(InvalidParameterValueException.class, () -> update(vaultName, arn, lifecycle(0L, 0L)));

        assertThat(refused.awsErrorDetails().errorMessage()).startsWith(member + " must match");
    }

    @Test
    void checksInTheOrderOfTheReference() {
        // Everything is wrong: the vault is named first, then the recovery point, its status, the event, the range, the
        // ninety days.
        var event = lifecycle(0L, 0L).toBuilder()
                .deleteAfterEvent("DELETE_AFTER_COPY")
                .build();
        assertRefused(
                ResourceNotFoundException.class,
                "Backup vault 'daily' does not exist.",
                () -> update("daily", "nonsense", event));
        assertRefused(
                ResourceNotFoundException.class,
                "Cannot find recovery point",
                () -> update("nightly", unknownArn(), event));
        var deleting = stored(aPoint().deleting(InMemoryService.START));
        assertRefused(InvalidRequestException.class, () -> update(deleting, event));
        assertRefused(
                InvalidParameterValueException.class,
                "Lifecycle.DeleteAfterEvent must not be given: it is a member of answers only",
                () -> update(point, event));
        service.clock.advance(Duration.ofDays(50));
        assertRefused(
                InvalidParameterValueException.class,
                RANGE.formatted("DeleteAfterDays", 0),
                () -> update(point, lifecycle(3L, 0L)));
        var apart = assertRefused(InvalidParameterValueException.class, () -> update(point, lifecycle(3L, 5L)));
        assertThat(apart.awsErrorDetails().errorMessage()).contains("90 days apart");
        var past = assertRefused(InvalidParameterValueException.class, () -> update(point, lifecycle(3L, 500L)));
        assertThat(past.awsErrorDetails().errorMessage()).contains("must be at least 51");
    }

    private void assertUnchanged() {
        assertThat(stored(point)).isEqualTo(point);
    }

    private Lifecycle describedLifecycle() {
        return account.backup()
                .describeRecoveryPoint(request -> request.backupVaultName("nightly")
                        .recoveryPointArn(point.arn().toString()))
                .lifecycle();
    }

    private UpdateRecoveryPointLifecycleResponse update(Long cold, Long delete) {
        return update(point, lifecycle(cold, delete));
    }

    private UpdateRecoveryPointLifecycleResponse update(Lifecycle wanted) {
        return update(point, wanted);
    }

    private UpdateRecoveryPointLifecycleResponse update(RecoveryPoint of, Lifecycle wanted) {
        return update(vault.name().value(), of.arn().toString(), wanted);
    }

    private UpdateRecoveryPointLifecycleResponse update(String vaultName, String arn, Lifecycle wanted) {
        return account.backup()
                .updateRecoveryPointLifecycle(request ->
                        request.backupVaultName(vaultName).recoveryPointArn(arn).lifecycle(wanted));
    }

    private static Lifecycle lifecycle(Long cold, Long delete) {
        Consumer<Lifecycle.Builder> members =
                lifecycle -> lifecycle.moveToColdStorageAfterDays(cold).deleteAfterDays(delete);
        return Lifecycle.builder().applyMutation(members).build();
    }
}
