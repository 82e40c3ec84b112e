package io.coldkeep.domain.plan;

import static io.coldkeep.domain.fixtures.Fixtures.JAN_1;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_REGION;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.filesystem.FileSystem;
import io.coldkeep.domain.filesystem.NewFileSystem;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.memory.MemoryService;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.policy.BackupPolicy.Setting;
import io.coldkeep.domain.policy.BackupWindow;
import io.coldkeep.domain.policy.PlanId;
import io.coldkeep.domain.policy.Schedule;
import io.coldkeep.domain.refusal.AccessDenied;
import io.coldkeep.domain.refusal.NotFound;
import io.coldkeep.domain.tag.Tags;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AutomaticBackupsTest {

    private static final PageRequest PAGE = PageRequest.first(100);

    private final MemoryService service = new MemoryService(JAN_1);

    private FileSystem fileSystem(Owner owner, String token) {
        return service.fileSystems.create(owner, NewFileSystem.of(token, Tags.NONE));
    }

    private void put(FileSystem fileSystem, Setting setting) throws Exception {
        service.policies.put(fileSystem.owner(), fileSystem.id(), setting);
        service.runWork();
    }

    @Test
    void haveTheIdThatAwsGivesTheirPlan() {
        assertThat(AutomaticBackups.PLAN_ID).isEqualTo(new PlanId("aws/efs/73d922fb-9312-3a70-99c3-e69367f9fdad"));
        assertThat(AutomaticBackups.PLAN_ID.arn(OWNER))
                .hasToString("arn:aws:backup:eu-central-1:123456789012:backup-plan:"
                        + "aws/efs/73d922fb-9312-3a70-99c3-e69367f9fdad");
    }

    @Test
    void arePlannedWhenTheyAreFirstTurnedOn() throws Exception {
        put(fileSystem(OWNER, "a"), Setting.ENABLED);

        var plan = service.plans.require(OWNER, AutomaticBackups.PLAN_ID);
        assertThat(plan.name()).isEqualTo("aws/efs/automatic-backup-plan");
        assertThat(plan.rules()).singleElement().satisfies(rule -> {
            assertThat(rule.name()).isEqualTo("aws/efs/automatic-backup-rule");
            assertThat(rule.targetVault().value()).isEqualTo("aws/efs/automatic-backup-vault");
            assertThat(rule.schedule()).isEqualTo(Schedule.DEFAULT);
            assertThat(rule.window()).isEqualTo(new BackupWindow(Duration.ofHours(8), Duration.ofDays(7)));
            assertThat(rule.lifecycle()).isEqualTo(Lifecycle.deleteAfter(35));
        });
        assertThat(service.selections.list(OWNER, plan.id(), PAGE).items())
                .singleElement()
                .satisfies(selection -> {
                    assertThat(selection.name()).isEqualTo("aws/efs/automatic-backup-selection");
                    assertThat(selection.iamRoleArn())
                            .isEqualTo("arn:aws:iam::123456789012:role/aws-service-role/backup.amazonaws.com/"
                                    + "AWSServiceRoleForBackup");
                });
        assertThat(service.vaults.require(OWNER, AutomaticBackups.VAULT).owner())
                .isEqualTo(OWNER);
        assertThat(service.catalog.ruleRuns().nextDue()).contains(JAN_1.plus(Duration.ofHours(5)));
    }

    @Test
    void arePlannedWhenTheyAreOnAndWereNot() throws Exception {
        var on = fileSystem(OWNER, "a");
        service.policies.put(OWNER, on.id(), Setting.ENABLED);
        service.policies.settle(OWNER, on.id());
        assertThat(service.queue.runToEmpty(forgotten -> {})).hasSize(1);

        put(on, Setting.ENABLED);

        assertThat(service.plans.require(OWNER, AutomaticBackups.PLAN_ID).name())
                .isEqualTo(AutomaticBackups.PLAN_NAME);
    }

    @Test
    void arePlannedOnceForAllFileSystemsOfAnAccountInARegion() throws Exception {
        put(fileSystem(OWNER, "a"), Setting.ENABLED);
        var first = service.plans.require(OWNER, AutomaticBackups.PLAN_ID);

        put(fileSystem(OWNER, "b"), Setting.ENABLED);
        put(fileSystem(OTHER_REGION, "c"), Setting.ENABLED);

        assertThat(service.plans.require(OWNER, AutomaticBackups.PLAN_ID)).isEqualTo(first);
        assertThat(service.plans.require(OTHER_REGION, AutomaticBackups.PLAN_ID).owner())
                .isEqualTo(OTHER_REGION);
        assertThat(service.plans.list(OWNER, false, PAGE).items()).containsExactly(first);
    }

    @Test
    void areNotPlannedWhereTheyAreOnlyTurnedOff() throws Exception {
        put(fileSystem(OWNER, "a"), Setting.DISABLED);

        assertThatThrownBy(() -> service.plans.require(OWNER, AutomaticBackups.PLAN_ID))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> service.vaults.require(OWNER, AutomaticBackups.VAULT))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void areNotPlannedForAFileSystemThatIsGone() throws Exception {
        var gone = fileSystem(OWNER, "a");
        service.runWork();
        service.policies.put(OWNER, gone.id(), Setting.ENABLED);
        service.catalog.fileSystems().remove(OWNER, gone.id());

        service.runWork();

        assertThatThrownBy(() -> service.plans.require(OWNER, AutomaticBackups.PLAN_ID))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void chooseTheFileSystemsForWhichTheyAreOn() throws Exception {
        var on = fileSystem(OWNER, "on");
        var off = fileSystem(OWNER, "off");
        put(on, Setting.ENABLED);
        put(off, Setting.ENABLED);
        put(off, Setting.DISABLED);

        var selection = theSelection();

        assertThat(List.of(on, off))
                .filteredOn(each -> selection.matches(each.arn(), service.fileSystems.tagsOf(each)))
                .containsExactly(on);
    }

    private BackupSelection theSelection() {
        return service.selections
                .list(OWNER, AutomaticBackups.PLAN_ID, PAGE)
                .items()
                .get(0);
    }

    @Test
    void keepTheirPlanAndTheirSelection() throws Exception {
        put(fileSystem(OWNER, "a"), Setting.ENABLED);
        var selection = theSelection().id().toString();

        assertThatThrownBy(() -> service.plans.delete(OWNER, AutomaticBackups.PLAN_ID))
                .isInstanceOf(AccessDenied.class);
        assertThatThrownBy(() -> service.selections.delete(OWNER, AutomaticBackups.PLAN_ID, selection))
                .isInstanceOf(AccessDenied.class);
    }
}
