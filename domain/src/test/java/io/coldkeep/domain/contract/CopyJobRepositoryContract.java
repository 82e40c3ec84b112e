package io.coldkeep.domain.contract;

import static io.coldkeep.domain.contract.Pages.assertPagesHold;
import static io.coldkeep.domain.fixtures.Fixtures.END_OF_9999;
import static io.coldkeep.domain.fixtures.Fixtures.NIGHTLY_RULE;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_ACCOUNT;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_REGION;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.aCopyJob;
import static io.coldkeep.domain.fixtures.Fixtures.aFileSystemArn;
import static io.coldkeep.domain.fixtures.Fixtures.day;
import static io.coldkeep.domain.fixtures.Fixtures.uuid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.copy.CopyJob;
import io.coldkeep.domain.copy.CopyJobFilter;
import io.coldkeep.domain.copy.CopyJobRepository;
import io.coldkeep.domain.copy.CopyState;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.recoverypoint.RecoveryPointId;
import io.coldkeep.domain.refusal.AccessDenied;
import io.coldkeep.domain.vault.VaultName;
import io.coldkeep.domain.work.JobTotal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link CopyJobRepository} promises. */
public abstract class CopyJobRepositoryContract {

    protected abstract Catalog catalog();

    private CopyJobRepository jobs() {
        return catalog().copyJobs();
    }

    @Test
    void findsNothingWhereNothingIs() {
        assertThat(jobs().find(OWNER, uuid())).isEmpty();
        assertThat(jobs().findByIdempotencyToken(OWNER, "token")).isEmpty();
        assertThat(jobs().update(OWNER, uuid(), old -> old)).isEmpty();
        assertThat(jobs().list(OWNER, CopyJobFilter.ALL, Pages.ALL).items()).isEmpty();
    }

    @Test
    void givesBackAllThatWasAdded() {
        var job = aCopyJob()
                .sourceVault(VaultName.of("aws/efs/automatic-backup-vault"))
                .destinationVault(VaultName.of("Elsewhere_1").arn(OTHER_REGION))
                .destinationVaultId(UUID.fromString("ffffffff-ffff-4fff-bfff-fffffffffffe"))
                .resourceName("my files")
                .idempotencyToken("token")
                .lifecycle(new Lifecycle(Optional.empty(), Optional.empty(), Optional.of(true))
                        .movingToColdAfter(36_409)
                        .deletingAfter(36_500))
                .createdBy(NIGHTLY_RULE)
                .createdByBackupJob(uuid())
                .creationDate(Instant.parse("2026-01-02T03:04:05.001Z"))
                .startedAt(Instant.parse("2026-01-02T03:05:05.999Z"))
                .attempt(UUID.fromString("ffffffff-ffff-4fff-bfff-ffffffffffff"))
                .completionDate(Instant.parse("2026-01-02T03:06:05.999Z"))
                .state(CopyState.FAILED)
                .statusMessage("why")
                .backupSizeInBytes(Long.MAX_VALUE)
                .transfer(Long.MAX_VALUE - 1, Long.MAX_VALUE - 2)
                .build();

        assertThat(jobs().add(job)).isTrue();

        assertThat(jobs().find(OWNER, job.id())).contains(job);
        assertThat(jobs().findByIdempotencyToken(OWNER, "token")).contains(job);
        assertThat(jobs().list(OWNER, CopyJobFilter.ALL, Pages.ALL).items()).containsExactly(job);
    }

    @Test
    void givesBackWhatIsAbsentAsAbsent() {
        var job = add(aCopyJob().creationDate(END_OF_9999).intoNoVault().build());

        assertThat(jobs().find(OWNER, job.id())).contains(job);
    }

    @Test
    void keepsTheLongestArns() {
        var prefix = "arn:aws:backup:eu-central-1:123456789012:";
        var arn = Arn.parse(prefix + "x".repeat(2048 - prefix.length())).orElseThrow();
        var job = add(aCopyJob().destinationVault(arn).resource(arn).build());

        assertThat(jobs().find(OWNER, job.id())).contains(job);
    }

    @ParameterizedTest
    @MethodSource("io.coldkeep.domain.contract.OddTexts#odd")
    void keepsOddTextsAsTheyAre(String text) {
        var job = add(aCopyJob()
                .idempotencyToken(text)
                .iamRoleArn(text)
                .statusMessage(text)
                .resourceName(text)
                .build());

        assertThat(jobs().find(OWNER, job.id())).contains(job);
        assertThat(jobs().findByIdempotencyToken(OWNER, text)).contains(job);
    }

    @ParameterizedTest
    @EnumSource(CopyState.class)
    void keepsEveryState(CopyState state) {
        var job = add(aCopyJob().state(state).build());

        assertThat(jobs().find(OWNER, job.id())).contains(job);
    }

    @Test
    void addsNoSecondJobOfAnId() {
        var first = add(aCopyJob().build());

        assertThat(jobs().add(aCopyJob()
                        .id(first.id())
                        .idempotencyToken("other")
                        .build()))
                .isFalse();

        assertThat(jobs().find(OWNER, first.id())).contains(first);
        assertThat(jobs().findByIdempotencyToken(OWNER, "other")).isEmpty();
    }

    @Test
    void addsNoSecondJobOfAnIdempotencyToken() {
        var first = add(aCopyJob().idempotencyToken("token").build());
        var second = aCopyJob().idempotencyToken("token").build();

        assertThat(jobs().add(second)).isFalse();

        assertThat(jobs().findByIdempotencyToken(OWNER, "token")).contains(first);
        assertThat(jobs().find(OWNER, second.id())).isEmpty();
    }

    @Test
    void addsAnyNumberOfJobsWithoutAToken() {
        add(aCopyJob().build());
        add(aCopyJob().build());

        assertThat(jobs().list(OWNER, CopyJobFilter.ALL, Pages.ALL).items()).hasSize(2);
    }

    @Test
    void letsATransactionGoOnAfterATakenToken() {
        var first = add(aCopyJob().idempotencyToken("token").build());
        var later = aCopyJob().build();

        catalog().transactions().inOne(() -> {
            assertThat(jobs().add(aCopyJob().idempotencyToken("token").build())).isFalse();
            assertThat(jobs().findByIdempotencyToken(OWNER, "token")).contains(first);
            assertThat(jobs().add(later)).isTrue();
        });

        assertThat(jobs().find(OWNER, later.id())).contains(later);
    }

    @Test
    void addsOneOfManyJobsOfATokenAtOnce() {
        for (var round = 0; round < 10; round++) {
            var token = "token-" + round;

            var added = Concurrently.run(
                    8, i -> jobs().add(aCopyJob().idempotencyToken(token).build()));

            assertThat(added).containsOnlyOnce(true);
        }
    }

    @Test
    void keepsOwnersApart() {
        var mine = add(aCopyJob().idempotencyToken("token").build());
        Stream.of(OTHER_ACCOUNT, OTHER_REGION).forEach(other -> {
            var theirs = add(aCopyJob().owner(other).idempotencyToken("token").build());

            assertThat(jobs().find(other, mine.id())).isEmpty();
            assertThat(jobs().findByIdempotencyToken(other, "token")).contains(theirs);
            assertThat(jobs().update(
                                    other,
                                    mine.id(),
                                    old -> aCopyJob(old).state(CopyState.FAILED).build()))
                    .isEmpty();
            assertThat(jobs().list(other, CopyJobFilter.ALL, Pages.ALL).items()).containsExactly(theirs);
        });
        assertThat(jobs().findByIdempotencyToken(OWNER, "token")).contains(mine);
    }

    @Test
    void storesAndAnswersWhatAChangeMakes() {
        var old = add(aCopyJob().build());
        var changed = aCopyJob(old)
                .startedAt(Instant.parse("2026-01-02T03:05:05.005Z"))
                .attempt(uuid())
                .completionDate(Instant.parse("2026-01-02T03:06:05.005Z"))
                .state(CopyState.COMPLETED)
                .statusMessage("said")
                .build();

        var answer = jobs().update(OWNER, old.id(), given -> {
            assertThat(given).isEqualTo(old);
            return changed;
        });

        assertThat(answer).contains(changed);
        assertThat(jobs().find(OWNER, old.id())).contains(changed);
    }

    @Test
    void leavesItAsItWasWhenTheChangeThrows() {
        var old = add(aCopyJob().build());
        var refusal = new AccessDenied("no");

        var thrown = catchThrowable(() -> jobs().update(OWNER, old.id(), given -> {
            throw refusal;
        }));

        assertThat(thrown).isSameAs(refusal);
        assertThat(jobs().find(OWNER, old.id())).contains(old);
    }

    @Test
    void losesNoneOfManyChangesAtOnce() {
        var id = add(aCopyJob().statusMessage("").build()).id();

        Concurrently.run(8, i -> {
            for (var n = 0; n < 20; n++) {
                jobs().update(
                                OWNER,
                                id,
                                old -> aCopyJob(old)
                                        .statusMessage(old.statusMessage().orElseThrow() + "x")
                                        .build());
            }
            return i;
        });

        assertThat(jobs().find(OWNER, id).orElseThrow().statusMessage()).contains("x".repeat(160));
    }

    @Test
    void listsLatestFirstAndThenByIdDownwards() {
        var atOnce = Stream.of(
                        "00000000-0000-4000-8000-000000000001",
                        "7fffffff-0000-4000-8000-000000000000",
                        "80000000-0000-4000-8000-000000000000",
                        "ffffffff-ffff-4fff-bfff-ffffffffffff")
                .map(id -> add(aCopyJob().id(id).creationDate(day(1)).build()))
                .toList();
        var latest = add(aCopyJob().creationDate(day(2)).build());
        var earliest = add(aCopyJob().creationDate(day(1).minusMillis(1)).build());

        var expected = List.of(latest, atOnce.get(3), atOnce.get(2), atOnce.get(1), atOnce.get(0), earliest);
        assertPagesHold(expected, page -> jobs().list(OWNER, CopyJobFilter.ALL, page));
    }

    @Test
    void filtersByWhatIsCopiedAndWhereTo() {
        var point = new RecoveryPointId(uuid());
        var vault = VaultName.of("there").arn(OTHER_REGION);
        var resource = aFileSystemArn();
        var one = add(aCopyJob().original(point).creationDate(day(1)).build());
        var two = add(aCopyJob().destinationVault(vault).creationDate(day(2)).build());
        var three = add(aCopyJob()
                .original(point)
                .destinationVault(vault)
                .resource(resource)
                .creationDate(day(3))
                .build());

        assertListed(by(Optional.of(point), Optional.empty(), Optional.empty()), three, one);
        assertListed(by(Optional.empty(), Optional.of(resource), Optional.empty()), three);
        assertListed(by(Optional.empty(), Optional.empty(), Optional.of(vault)), three, two);
        assertListed(by(Optional.of(point), Optional.of(resource), Optional.of(vault)), three);
        assertListed(by(Optional.of(point), Optional.of(one.resource()), Optional.of(vault)));
    }

    @Test
    void filtersByStateAndByInstantsWhichAreExclusive() {
        var running =
                add(aCopyJob().creationDate(day(1)).state(CopyState.RUNNING).build());
        var done = add(aCopyJob()
                .creationDate(day(2))
                .completionDate(day(3))
                .state(CopyState.COMPLETED)
                .build());

        assertListed(inState(CopyState.RUNNING), running);
        assertListed(inState(CopyState.FAILED));
        assertListed(created(Optional.of(day(2)), Optional.empty()), running);
        assertListed(created(Optional.of(day(2).plusMillis(1)), Optional.empty()), done, running);
        assertListed(created(Optional.empty(), Optional.of(day(1))), done);
        assertListed(created(Optional.empty(), Optional.of(day(1).minusMillis(1))), done, running);
        assertListed(completed(Optional.of(day(3)), Optional.empty()));
        assertListed(completed(Optional.of(day(3).plusMillis(1)), Optional.empty()), done);
        assertListed(completed(Optional.empty(), Optional.of(day(3))));
        assertListed(completed(Optional.empty(), Optional.of(day(3).minusMillis(1))), done);
        assertListed(created(Optional.of(Instant.MAX), Optional.of(Instant.MIN)), done, running);
        assertListed(completed(Optional.of(Instant.MAX), Optional.of(Instant.MIN)), done);
    }

    private void assertListed(CopyJobFilter filter, CopyJob... expected) {
        assertPagesHold(List.of(expected), page -> jobs().list(OWNER, filter, page));
    }

    private static CopyJobFilter by(
            Optional<RecoveryPointId> original, Optional<Arn> resource, Optional<Arn> destinationVault) {
        return filter(original, resource, destinationVault, Optional.empty());
    }

    private static CopyJobFilter inState(CopyState state) {
        return filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(state));
    }

    private static CopyJobFilter filter(
            Optional<RecoveryPointId> original,
            Optional<Arn> resource,
            Optional<Arn> destinationVault,
            Optional<CopyState> state) {
        return new CopyJobFilter(
                original,
                resource,
                destinationVault,
                state,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void countsTheJobsOfAllOwnersByStateWithWhatTheyMovedAndStored() {
        assertThat(jobs().totals()).isEmpty();
        var running = add(aCopyJob().state(CopyState.RUNNING).build());
        add(aCopyJob().state(CopyState.COMPLETED).transfer(500, 1).build());
        add(aCopyJob().owner(OTHER_ACCOUNT).state(CopyState.COMPLETED).build());
        add(aCopyJob().owner(OTHER_REGION).state(CopyState.FAILED).build());
        var done =
                aCopyJob(running).state(CopyState.COMPLETED).transfer(1_000, 10).build();

        assertThat(jobs().update(OWNER, running.id(), given -> done)).contains(done);

        assertThat(jobs().find(OWNER, running.id())).contains(done);
        assertThat(jobs().totals())
                .isEqualTo(
                        Map.of(CopyState.COMPLETED, JobTotal.of(3, 1_500, 11), CopyState.FAILED, JobTotal.of(1, 0, 0)));
    }

    private static CopyJobFilter created(Optional<Instant> before, Optional<Instant> after) {
        return between(before, after, Optional.empty(), Optional.empty());
    }

    private static CopyJobFilter completed(Optional<Instant> before, Optional<Instant> after) {
        return between(Optional.empty(), Optional.empty(), before, after);
    }

    private static CopyJobFilter between(
            Optional<Instant> createdBefore,
            Optional<Instant> createdAfter,
            Optional<Instant> completedBefore,
            Optional<Instant> completedAfter) {
        return new CopyJobFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                createdBefore,
                createdAfter,
                completedBefore,
                completedAfter);
    }

    private CopyJob add(CopyJob job) {
        assertThat(jobs().add(job)).isTrue();
        return job;
    }
}
