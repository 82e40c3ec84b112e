package io.coldkeep.api.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.api.ServiceTest;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.efs.model.BadRequestException;
import software.amazon.awssdk.services.efs.model.FileSystemNotFoundException;
import software.amazon.awssdk.services.efs.model.IncorrectFileSystemLifeCycleStateException;
import software.amazon.awssdk.services.efs.model.LifecyclePolicy;

class LifecycleConfigurationWireTest extends ServiceTest {

    private static final LifecyclePolicy TO_IA = policy(policy -> policy.transitionToIA("AFTER_30_DAYS"));
    private static final LifecyclePolicy TO_ARCHIVE = policy(policy -> policy.transitionToArchive("AFTER_90_DAYS"));
    private static final LifecyclePolicy TO_PRIMARY =
            policy(policy -> policy.transitionToPrimaryStorageClass("AFTER_1_ACCESS"));
    private static final String MALFORMED = "One or more LifecyclePolicy objects specified are malformed.";

    private String id;

    @BeforeEach
    void makeAFileSystem() {
        id = account.efs()
                .createFileSystem(request -> request.creationToken("token").throughputMode("elastic"))
                .fileSystemId();
    }

    @Test
    void isAnEmptyListInTheBeginning() {
        var answer = account.efs().describeLifecycleConfiguration(request -> request.fileSystemId(id));

        assertThat(answer.hasLifecyclePolicies()).isTrue();
        assertThat(answer.lifecyclePolicies()).isEmpty();
    }

    @Test
    void keepsUpToThreeTransitionsInObjectsOfTheirOwn() {
        assertThat(put(TO_PRIMARY, TO_ARCHIVE, TO_IA)).containsExactly(TO_IA, TO_PRIMARY, TO_ARCHIVE);
        assertThat(describe()).containsExactly(TO_IA, TO_PRIMARY, TO_ARCHIVE);
        assertThat(put(TO_IA)).containsExactly(TO_IA);
        assertThat(describe()).containsExactly(TO_IA);
    }

    @Test
    void isClearedByAnEmptyList() {
        put(TO_IA);

        assertThat(put()).isEmpty();
        assertThat(describe()).isEmpty();
    }

    @Test
    void refusesObjectsWithoutExactlyOneTransition() {
        put(TO_IA);

        assertBad(MALFORMED, policy(policy -> {}));
        assertBad(
                MALFORMED,
                policy(policy ->
                        policy.transitionToIA("AFTER_7_DAYS").transitionToPrimaryStorageClass("AFTER_1_ACCESS")));
        assertThat(describe()).containsExactly(TO_IA);
    }

    @Test
    void refusesTheSameTransitionTwiceAndMoreThanThree() {
        assertBad("LifecyclePolicies must have TransitionToIA at most once", TO_IA, TO_IA);
        assertBad("LifecyclePolicies must be at most 3 objects, was 4", TO_IA, TO_PRIMARY, TO_ARCHIVE, TO_IA);
    }

    @Test
    void refusesWordsThatItDoesNotKnowAndAnArchiveBeforeInfrequentAccess() {
        assertBad(
                "LifecyclePolicies.TransitionToPrimaryStorageClass must be one of AFTER_1_ACCESS, was 'NEVER'",
                policy(policy -> policy.transitionToPrimaryStorageClass("NEVER")));
        assertBad(
                "LifecyclePolicies.TransitionToArchive must be later than TransitionToIA",
                policy(policy -> policy.transitionToIA("AFTER_90_DAYS")),
                TO_ARCHIVE);
    }

    @Test
    void tiersToArchiveWithElasticThroughputOnly() {
        service.clock.advance(Duration.ofDays(1));
        account.efs().updateFileSystem(request -> request.fileSystemId(id).throughputMode("bursting"));

        assertBad("LifecyclePolicies.TransitionToArchive must be given with ThroughputMode elastic only", TO_ARCHIVE);
    }

    @Test
    void needsTheList() {
        assertRefused(
                BadRequestException.class,
                "Missing required parameter: LifecyclePolicies",
                () -> account.efs().putLifecycleConfiguration(request -> request.fileSystemId(id)));
    }

    @Test
    void needsAFileSystemThatIsAvailable() {
        account.efs().deleteFileSystem(request -> request.fileSystemId(id));

        assertRefused(IncorrectFileSystemLifeCycleStateException.class, () -> put(TO_IA));
        assertRefused(
                FileSystemNotFoundException.class,
                () -> account.efs()
                        .putLifecycleConfiguration(
                                request -> request.fileSystemId("fs-01234567").lifecyclePolicies(TO_IA)));
        assertRefused(
                FileSystemNotFoundException.class,
                () -> account.efs().describeLifecycleConfiguration(request -> request.fileSystemId("fs-01234567")));
    }

    private void assertBad(String message, LifecyclePolicy... policies) {
        assertRefused(BadRequestException.class, message, () -> put(policies));
    }

    private List<LifecyclePolicy> put(LifecyclePolicy... policies) {
        return account.efs()
                .putLifecycleConfiguration(request -> request.fileSystemId(id)
                        .lifecyclePolicies(Stream.of(policies).toList()))
                .lifecyclePolicies();
    }

    private List<LifecyclePolicy> describe() {
        return account.efs()
                .describeLifecycleConfiguration(request -> request.fileSystemId(id))
                .lifecyclePolicies();
    }

    private static LifecyclePolicy policy(Consumer<LifecyclePolicy.Builder> members) {
        return LifecyclePolicy.builder().applyMutation(members).build();
    }
}
