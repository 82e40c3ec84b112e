package io.coldkeep.domain.plan;

import static io.coldkeep.domain.fixtures.Fixtures.JAN_1;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_REGION;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.ROLE;
import static io.coldkeep.domain.fixtures.Fixtures.aBackupPlan;
import static io.coldkeep.domain.fixtures.Fixtures.aBackupSelection;
import static io.coldkeep.domain.fixtures.Fixtures.day;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.domain.contract.Concurrently;
import io.coldkeep.domain.memory.MemoryService;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.policy.PlanId;
import io.coldkeep.domain.refusal.AccessDenied;
import io.coldkeep.domain.refusal.AlreadyExists;
import io.coldkeep.domain.refusal.LimitExceeded;
import io.coldkeep.domain.refusal.NotFound;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.refusal.Subject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionServiceTest {

    private static final Optional<String> NO_REQUEST = Optional.empty();
    private static final Optional<String> REQUEST = Optional.of("request");
    private static final PlanId UNKNOWN = new PlanId("unknown");
    private static final PageRequest ALL = PageRequest.first(PageRequest.MAX_LIMIT);

    private final MemoryService service = new MemoryService(JAN_1.plusNanos(271_999_999));
    private final SelectionService selections = service.selections;
    private final BackupPlan plan = aBackupPlan().build();

    SelectionServiceTest() {
        service.catalog.plans().add(plan);
    }

    @Test
    void assignsResourcesToAPlan() {
        var made = selections.create(OWNER, plan.id(), wanted("all"), REQUEST);

        assertThat(made.planId()).isEqualTo(plan.id());
        assertThat(made.name()).isEqualTo("all");
        assertThat(made.iamRoleArn()).isEqualTo(ROLE);
        assertThat(made.creationDate()).isEqualTo(JAN_1.plusMillis(271));
        assertThat(made.creatorRequestId()).isEqualTo(REQUEST);
        assertThat(selections.require(OWNER, plan.id(), made.id().toString())).isEqualTo(made);
        assertThat(selections.list(OWNER, plan.id(), ALL).items()).containsExactly(made);
    }

    @Test
    void answersTheSameRequestWithTheSameSelection() {
        var made = Concurrently.run(6, i -> selections.create(OWNER, plan.id(), wanted("all"), REQUEST));

        assertThat(made).containsOnly(made.get(0));
        assertThat(selections.list(OWNER, plan.id(), ALL).items()).hasSize(1);
    }

    @Test
    void refusesANameThatIsTaken() {
        var made = selections.create(OWNER, plan.id(), wanted("all"), REQUEST);

        assertThatThrownBy(() -> selections.create(OWNER, plan.id(), wanted("all"), NO_REQUEST))
                .isInstanceOfSatisfying(AlreadyExists.class, refusal -> {
                    assertThat(refusal.subject()).isEqualTo(Subject.BACKUP_SELECTION);
                    assertThat(refusal.id()).isEqualTo(made.id().toString());
                    assertThat(refusal.token()).isEqualTo("request");
                });
        assertThatThrownBy(() -> selections.create(OWNER, plan.id(), wanted("other"), REQUEST))
                .isInstanceOf(AlreadyExists.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "aws/efs/automatic-backup-selection", "ä"})
    void refusesNamesThatAreNone(String name) {
        assertThatThrownBy(() -> wanted(name))
                .isInstanceOf(RuleBroken.class)
                .hasMessage("SelectionName must match ^[a-zA-Z0-9\\-_.]{1,50}$, was '" + name + "'");
    }

    @Test
    void takesNamesOfUpToFiftyCharacters() {
        assertThat(wanted("n".repeat(50)).name()).hasSize(50);
        assertThatThrownBy(() -> wanted("n".repeat(51))).isInstanceOf(RuleBroken.class);
    }

    @Test
    void limitsHowManySelectionsAPlanHas() {
        IntStream.range(0, 99)
                .forEach(i -> service.catalog
                        .selections()
                        .add(aBackupSelection().of(plan).build()));
        selections.create(OWNER, plan.id(), wanted("last"), NO_REQUEST);

        assertThatThrownBy(() -> selections.create(OWNER, plan.id(), wanted("one-more"), NO_REQUEST))
                .isInstanceOfSatisfying(
                        LimitExceeded.class,
                        refusal -> assertThat(refusal.subject()).isEqualTo(Subject.BACKUP_SELECTION))
                .hasMessage("Backup plan " + plan.id() + " has 100 selections, the limit.");
    }

    @Test
    void callsAPlanThatIsNoneAnInvalidValue() {
        assertInvalid(
                () -> selections.create(OWNER, UNKNOWN, wanted("all"), NO_REQUEST),
                "Cannot find Backup plan with ID unknown");
        assertInvalid(() -> selections.require(OWNER, UNKNOWN, uuid()), "Cannot find Backup plan with ID unknown");
        assertInvalid(() -> selections.list(OWNER, UNKNOWN, ALL), "Cannot find Backup plan with ID unknown");
        assertInvalid(() -> selections.delete(OWNER, UNKNOWN, uuid()), "Cannot find Backup plan with ID unknown");
        assertInvalid(
                () -> selections.list(OTHER_REGION, plan.id(), ALL), "Cannot find Backup plan with ID " + plan.id());
    }

    @Test
    void callsADeletedPlanAnInvalidValue() {
        var deleted = aBackupPlan().deleted(day(1)).build();
        service.catalog.plans().add(deleted);

        assertInvalid(
                () -> selections.create(OWNER, deleted.id(), wanted("all"), NO_REQUEST),
                "Cannot find Backup plan with ID " + deleted.id());
        assertInvalid(
                () -> selections.list(OWNER, deleted.id(), ALL), "Cannot find Backup plan with ID " + deleted.id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "unknown", "00000000-0000-4000-8000-00000000FFFF", "00000000-0000-4000-8000-00000000ffff"})
    void findsNoSelectionThatIsNone(String id) {
        assertThatThrownBy(() -> selections.require(OWNER, plan.id(), id))
                .isInstanceOfSatisfying(NotFound.class, refusal -> {
                    assertThat(refusal.subject()).isEqualTo(Subject.BACKUP_SELECTION);
                    assertThat(refusal.id()).isEqualTo(id);
                });
        assertInvalid(() -> selections.delete(OWNER, plan.id(), id), "Cannot find Backup selection with ID " + id);
    }

    @Test
    void findsNoSelectionOfAnotherPlan() {
        var other = aBackupPlan().build();
        service.catalog.plans().add(other);
        var selection = selections.create(OWNER, other.id(), wanted("all"), NO_REQUEST);

        assertThatThrownBy(() ->
                        selections.require(OWNER, plan.id(), selection.id().toString()))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void deletesASelectionOnce() {
        var id = selections
                .create(OWNER, plan.id(), wanted("all"), NO_REQUEST)
                .id()
                .toString();

        selections.delete(OWNER, plan.id(), id);

        assertThat(selections.list(OWNER, plan.id(), ALL).items()).isEmpty();
        assertInvalid(() -> selections.delete(OWNER, plan.id(), id), "Cannot find Backup selection with ID " + id);
    }

    @Test
    void doesNotDeleteTheSelectionOfTheService() {
        var selection = aBackupSelection()
                .of(plan)
                .name("aws/efs/automatic-backup-selection")
                .build();
        service.catalog.selections().add(selection);

        assertThatThrownBy(
                        () -> selections.delete(OWNER, plan.id(), selection.id().toString()))
                .isInstanceOf(AccessDenied.class)
                .hasMessageStartingWith("Insufficient privileges to perform this action.");
        assertThat(selections.list(OWNER, plan.id(), ALL).items()).containsExactly(selection);
    }

    private static String uuid() {
        return new UUID(0, 1).toString();
    }

    private static NewBackupSelection wanted(String name) {
        return new NewBackupSelection(name, ROLE, new ResourceChoice(List.of("*"), List.of(), List.of(), List.of()));
    }

    private static void assertInvalid(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(RuleBroken.class).hasMessage(message);
    }
}
