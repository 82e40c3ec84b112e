package io.coldkeep.domain.contract;

import static io.coldkeep.domain.contract.Pages.assertPagesHold;
import static io.coldkeep.domain.fixtures.Fixtures.END_OF_9999;
import static io.coldkeep.domain.fixtures.Fixtures.NIGHTLY_RULE;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_ACCOUNT;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_REGION;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.aBackupJob;
import static io.coldkeep.domain.fixtures.Fixtures.aFileSystemArn;
import static io.coldkeep.domain.fixtures.Fixtures.day;
import static io.coldkeep.domain.fixtures.Fixtures.uuid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.job.BackupJob;
import io.coldkeep.domain.job.BackupJobFilter;
import io.coldkeep.domain.job.BackupJobRepository;
import io.coldkeep.domain.job.JobState;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.refusal.AccessDenied;
import io.coldkeep.domain.tag.Tags;
import io.coldkeep.domain.vault.VaultName;
import io.coldkeep.domain.work.JobTotal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link BackupJobRepository} promises. */
public abstract class BackupJobRepositoryContract {

    protected abstract Catalog catalog();

    private BackupJobRepository jobs() {
        return catalog().backupJobs();
    }

    @Test
    void findsNothingWhereNothingIs() {
        assertThat(jobs().find(OWNER, uuid())).isEmpty();
        assertThat(jobs().findByIdempotencyToken(OWNER, "token")).isEmpty();
        assertThat(jobs().update(OWNER, uuid(), old -> old)).isEmpty();
        assertThat(jobs().list(OWNER, BackupJobFilter.ALL, Pages.ALL).items()).isEmpty();
    }

    @Test
    void givesBackAllThatWasAdded() {
        var job = aBackupJob()
                .vault(VaultName.of("aws/efs/automatic-backup-vault"))
                .resourceName("files")
                .idempotencyToken("token")
                .lifecycle(new Lifecycle(Optional.empty(), Optional.empty(), Optional.of(false))
                        .movingToColdAfter(1)
                        .deletingAfter(36_500))
                .pointTags(Tags.ofUser(Map.of("key", "value", "empty", "")))
                .backupOptions(Map.of("WindowsVSS", "enabled", "", ""))
                .createdBy(NIGHTLY_RULE)
                .creationDate(Instant.parse("2026-01-02T03:04:05.001Z"))
                .startBy(Instant.parse("2026-01-02T11:04:05.002Z"))
                .completeBy(Instant.parse("2026-01-09T03:04:05.003Z"))
                .startedAt(Instant.parse("2026-01-02T03:05:05.004Z"))
                .attempt(UUID.fromString("ffffffff-ffff-4fff-bfff-ffffffffffff"))
                .completionDate(Instant.parse("2026-01-02T03:06:05.999Z"))
                .state(JobState.FAILED)
                .statusMessage("why")
                .expectedBytes(Long.MAX_VALUE)
                .bytesTransferred(Long.MAX_VALUE - 1)
                .transfer(Long.MAX_VALUE - 2, Long.MAX_VALUE - 3)
                .build();

        assertThat(jobs().add(job)).isTrue();

        assertThat(jobs().find(OWNER, job.id())).contains(job);
        assertThat(jobs().findByIdempotencyToken(OWNER, "token")).contains(job);
        assertThat(jobs().list(OWNER, BackupJobFilter.ALL, Pages.ALL).items()).containsExactly(job);
    }

    @Test
    void givesBackWhatIsAbsentAsAbsent() {
        var job = add(aBackupJob()
                .creationDate(END_OF_9999)
                .startBy(END_OF_9999)
                .completeBy(END_OF_9999)
                .build());

        assertThat(jobs().find(OWNER, job.id())).contains(job);
    }

    @ParameterizedTest
    @MethodSource("io.coldkeep.domain.contract.OddTexts#odd")
    void keepsOddTextsAsTheyAre(String text) {
        var job = add(aBackupJob()
                .idempotencyToken(text)
                .resourceName(text)
                .iamRoleArn(text)
                .statusMessage(text)
                .backupOptions(Map.of(text, text))
                .build());

        assertThat(jobs().find(OWNER, job.id())).contains(job);
        assertThat(jobs().findByIdempotencyToken(OWNER, text)).contains(job);
    }

    @Test
    void keepsAMessageWithTheLongestNames() {
        var job = add(aBackupJob()
                .statusMessage("\u00fc".repeat(25_000))
                .resourceName(OddTexts.longEmoji())
                .build());

        assertThat(jobs().find(OWNER, job.id())).contains(job);
    }

    @Test
    void keepsAsManyTagsAsThereCanBe() {
        var tags = Tags.NONE;
        for (var i = 0; i < Tags.MAX_COUNT; i++) {
            tags = tags.with(Tags.ofUser(Map.of("k".repeat(120) + i, "\u00fc".repeat(256))));
        }
        var job = add(aBackupJob().pointTags(tags).build());

        assertThat(jobs().find(OWNER, job.id())).contains(job);
    }

    @ParameterizedTest
    @EnumSource(JobState.class)
    void keepsEveryState(JobState state) {
        var job = add(aBackupJob().state(state).build());

        assertThat(jobs().find(OWNER, job.id())).contains(job);
    }

    @Test
    void addsNoSecondJobOfAnId() {
        var first = add(aBackupJob().build());

        assertThat(jobs().add(aBackupJob()
                        .id(first.id())
                        .idempotencyToken("other")
                        .build()))
                .isFalse();

        assertThat(jobs().find(OWNER, first.id())).contains(first);
        assertThat(jobs().findByIdempotencyToken(OWNER, "other")).isEmpty();
    }

    @Test
    void addsNoSecondJobOfAnIdempotencyToken() {
        var first = add(aBackupJob().idempotencyToken("token").build());
        var second = aBackupJob().idempotencyToken("token").build();

        assertThat(jobs().add(second)).isFalse();

        assertThat(jobs().findByIdempotencyToken(OWNER, "token")).contains(first);
        assertThat(jobs().find(OWNER, second.id())).isEmpty();
    }

    @Test
    void addsAnyNumberOfJobsWithoutAToken() {
        add(aBackupJob().build());
        add(aBackupJob().build());

        assertThat(jobs().list(OWNER, BackupJobFilter.ALL, Pages.ALL).items()).hasSize(2);
    }

    @Test
    void letsATransactionGoOnAfterATakenToken() {
        var first = add(aBackupJob().idempotencyToken("token").build());
        var later = aBackupJob().build();

        catalog().transactions().inOne(() -> {
            assertThat(jobs().add(aBackupJob().idempotencyToken("token").build()))
                    .isFalse();
            assertThat(jobs().findByIdempotencyToken(OWNER, "token")).contains(first);
            assertThat(jobs().add(later)).isTrue();
        });

        assertThat(jobs().find(OWNER, later.id())).contains(later);
    }

    @Test
    void addsOneOfManyJobsOfATokenAtOnceAndShowsItToTheOthers() {
        for (var round = 0; round < 10; round++) {
            var token = "token-" + round;

            var seen = Concurrently.run(8, i -> {
                var job = aBackupJob().idempotencyToken(token).build();
                return catalog()
                        .transactions()
                        .inOne(() -> jobs().add(job)
                                ? job
                                : jobs().findByIdempotencyToken(OWNER, token).orElseThrow());
            });

            assertThat(seen)
                    .containsOnly(jobs().findByIdempotencyToken(OWNER, token).orElseThrow());
        }
    }

    @Test
    void keepsOwnersApart() {
        var mine = add(aBackupJob().idempotencyToken("token").build());
        Stream.of(OTHER_ACCOUNT, OTHER_REGION).forEach(other -> {
            var theirs = add(aBackupJob().owner(other).idempotencyToken("token").build());

            assertThat(jobs().find(other, mine.id())).isEmpty();
            assertThat(jobs().findByIdempotencyToken(other, "token")).contains(theirs);
            assertThat(jobs().update(
                                    other,
                                    mine.id(),
                                    old -> aBackupJob(old)
                                            .state(JobState.FAILED)
                                            .build()))
                    .isEmpty();
            assertThat(jobs().list(other, BackupJobFilter.ALL, Pages.ALL).items())
                    .containsExactly(theirs);
        });
        assertThat(jobs().findByIdempotencyToken(OWNER, "token")).contains(mine);
    }

    @Test
    void storesAndAnswersWhatAChangeMakes() {
        var old = add(aBackupJob().build());
        var changed = aBackupJob(old)
                .resourceName("files")
                .startedAt(Instant.parse("2026-01-02T03:05:05.004Z"))
                .completeBy(Instant.parse("2026-01-09T03:05:05.004Z"))
                .attempt(uuid())
                .completionDate(Instant.parse("2026-01-02T03:06:05.005Z"))
                .state(JobState.COMPLETED)
                .statusMessage("Completed with issues")
                .expectedBytes(5)
                .bytesTransferred(6)
                .transfer(7, 8)
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
        var old = add(aBackupJob().build());
        var refusal = new AccessDenied("no");

        var thrown = catchThrowable(() -> jobs().update(OWNER, old.id(), given -> {
            throw refusal;
        }));

        assertThat(thrown).isSameAs(refusal);
        assertThat(jobs().find(OWNER, old.id())).contains(old);
    }

    @Test
    void losesNoneOfManyChangesAtOnce() {
        var id = add(aBackupJob().build()).id();

        Concurrently.run(8, i -> {
            for (var n = 0; n < 20; n++) {
                jobs().update(
                                OWNER,
                                id,
                                old -> aBackupJob(old)
                                        .bytesTransferred(old.bytesTransferred() + 1)
                                        .build());
            }
            return i;
        });

        assertThat(jobs().find(OWNER, id).orElseThrow().bytesTransferred()).isEqualTo(160);
    }

    @Test
    void givesAResourceToOneJobUntilThatGivesItBack() {
        var resource = aFileSystemArn();
        var one = add(aBackupJob().resource(resource).build());
        var other = add(aBackupJob().resource(resource).build());

        assertThat(jobs().claimResource(one)).isTrue();
        assertThat(jobs().claimResource(one)).as("again").isTrue();
        assertThat(jobs().claimResource(other)).isFalse();

        jobs().releaseResource(other);
        assertThat(jobs().claimResource(other)).as("not its own to give back").isFalse();

        jobs().releaseResource(one);
        jobs().releaseResource(one);
        assertThat(jobs().claimResource(other)).isTrue();
        assertThat(jobs().claimResource(one)).isFalse();
    }

    @Test
    void claimsResourcesIndependentlyOfEachOther() {
        var one = add(aBackupJob().build());
        var other = add(aBackupJob().build());

        assertThat(jobs().claimResource(one)).isTrue();
        assertThat(jobs().claimResource(other)).isTrue();
    }

    @Test
    void givesAResourceToOneOfManyJobsAtOnce() {
        for (var round = 0; round < 10; round++) {
            var resource = aFileSystemArn();
            var jobs = IntStream.range(0, 8)
                    .mapToObj(i -> add(aBackupJob().resource(resource).build()))
                    .toList();

            var claimed = Concurrently.run(8, i -> jobs().claimResource(jobs.get(i)));

            assertThat(claimed).containsOnlyOnce(true);
        }
    }

    @Test
    void givesAResourceToOneOfManyTransactionsAtOnce() {
        var resource = aFileSystemArn();
        var jobs = IntStream.range(0, 8)
                .mapToObj(i -> add(aBackupJob().resource(resource).build()))
                .toList();

        var claimed = Concurrently.run(
                8,
                i -> catalog().transactions().inOne(() -> {
                    jobs().update(
                                    OWNER,
                                    jobs.get(i).id(),
                                    old -> aBackupJob(old)
                                            .state(JobState.RUNNING)
                                            .build());
                    return jobs().claimResource(jobs.get(i));
                }));

        assertThat(claimed).containsOnlyOnce(true);
    }

    @Test
    void forgetsTheClaimOfAnUndoneTransaction() {
        var resource = aFileSystemArn();
        var one = add(aBackupJob().resource(resource).build());
        var other = add(aBackupJob().resource(resource).build());

        TransactionsContract.undo(catalog(), () -> {
            jobs().claimResource(one);
        });

        assertThat(jobs().claimResource(other)).isTrue();
    }

    @Test
    void letsATransactionGoOnAfterARefusedClaim() {
        var resource = aFileSystemArn();
        jobs().claimResource(add(aBackupJob().resource(resource).build()));
        var refused = add(aBackupJob().resource(resource).build());

        catalog().transactions().inOne(() -> {
            assertThat(jobs().claimResource(refused)).isFalse();
            jobs().update(
                            OWNER,
                            refused.id(),
                            old -> aBackupJob(old).state(JobState.FAILED).build());
        });

        assertThat(jobs().find(OWNER, refused.id()).orElseThrow().state()).isEqualTo(JobState.FAILED);
    }

    @Test
    void givesAResourceToWhoeverWaitsForItTheOldestJobFirst() {
        var resource = aFileSystemArn();
        var one = add(aBackupJob().resource(resource).build());
        var young = add(aBackupJob().resource(resource).creationDate(day(2)).build());
        var old = add(aBackupJob().resource(resource).creationDate(day(1)).build());
        jobs().claimResource(one);
        jobs().awaitResource(young);
        jobs().awaitResource(old);
        jobs().awaitResource(old);

        assertThat(jobs().releaseResource(one)).contains(old.id());
        assertThat(jobs().releaseResource(one)).as("again: it waits no more").contains(young.id());
        assertThat(jobs().releaseResource(one)).isEmpty();
        assertThat(jobs().claimResource(young))
                .as("free until somebody claims it")
                .isTrue();
    }

    @Test
    void leavesThoseThatWaitAloneWhileAnotherJobHoldsTheResource() {
        var resource = aFileSystemArn();
        var one = add(aBackupJob().resource(resource).build());
        var waiting = add(aBackupJob().resource(resource).build());
        var stranger = add(aBackupJob().resource(resource).build());
        jobs().claimResource(one);
        jobs().awaitResource(waiting);

        assertThat(jobs().releaseResource(stranger)).isEmpty();
        assertThat(jobs().releaseResource(one)).contains(waiting.id());
    }

    @Test
    void letsJobsWaitForResourcesIndependentlyOfEachOther() {
        var resource = aFileSystemArn();
        var one = add(aBackupJob().resource(resource).build());
        var elsewhere = add(aBackupJob().build());
        var others = add(aBackupJob().owner(OTHER_REGION).resource(resource).build());
        jobs().claimResource(one);
        jobs().awaitResource(elsewhere);
        jobs().awaitResource(others);

        assertThat(jobs().releaseResource(one)).isEmpty();
    }

    @Test
    void forgetsWhoWaitedAndWhoseTurnItWasInAnUndoneTransaction() {
        var resource = aFileSystemArn();
        var one = add(aBackupJob().resource(resource).build());
        var waiting = add(aBackupJob().resource(resource).build());
        TransactionsContract.undo(catalog(), () -> jobs().awaitResource(waiting));
        assertThat(jobs().releaseResource(one)).isEmpty();

        jobs().awaitResource(waiting);
        TransactionsContract.undo(catalog(), () -> jobs().releaseResource(one));
        assertThat(jobs().releaseResource(one)).contains(waiting.id());
    }

    /** One gives the resource back while others are refused it: nobody is forgotten. */
    @Test
    void seesWhoStartsToWaitWhileTheResourceIsGivenBack() {
        for (var round = 0; round < 30; round++) {
            var resource = aFileSystemArn();
            var holder = add(aBackupJob().resource(resource).build());
            var others = IntStream.range(0, 3)
                    .mapToObj(i -> add(aBackupJob().resource(resource).build()))
                    .toList();
            jobs().claimResource(holder);

            var turns = Concurrently.run(
                    4,
                    i -> catalog()
                            .transactions()
                            .inOne(() -> i == 0 ? jobs().releaseResource(holder) : claimOrAwait(others.get(i - 1))));

            assertThat(turns.stream().flatMap(Optional::stream))
                    .as("whose turn it is")
                    .isNotEmpty();
        }
    }

    private Optional<UUID> claimOrAwait(BackupJob job) {
        if (jobs().claimResource(job)) {
            return Optional.of(job.id());
        }
        jobs().awaitResource(job);
        return Optional.empty();
    }

    @Test
    void makesOneOfThoseThatWaitTheNextHoweverManyAsk() {
        var resource = aFileSystemArn();
        var one = add(aBackupJob().resource(resource).build());
        var waiting = add(aBackupJob().resource(resource).build());
        jobs().awaitResource(waiting);

        var turns = Concurrently.run(8, i -> jobs().releaseResource(one));

        assertThat(turns.stream().flatMap(Optional::stream)).containsExactly(waiting.id());
    }

    @Test
    void findsTheJobsOfAllOwnersThatHaveNotStartedByAnInstant() {
        var second = add(aBackupJob().startBy(day(2)).build());
        var first = add(aBackupJob().owner(OTHER_ACCOUNT).startBy(day(1)).build());
        add(aBackupJob().startBy(day(2).plusMillis(1)).build());
        Stream.of(JobState.values())
                .filter(state -> state != JobState.CREATED)
                .forEach(state -> add(aBackupJob().startBy(day(0)).state(state).build()));

        assertThat(jobs().nextStartBy()).contains(day(1));
        assertThat(jobs().findToStartBy(day(1).minusMillis(1), 10)).isEmpty();
        assertThat(jobs().findToStartBy(day(1), 10)).containsExactly(first);
        assertThat(jobs().findToStartBy(day(2), 10)).containsExactly(first, second);
        assertThat(jobs().findToStartBy(day(2), 1)).containsExactly(first);
    }

    @Test
    void knowsNoStartWindowWhereNothingWaits() {
        add(aBackupJob().state(JobState.RUNNING).build());

        assertThat(jobs().nextStartBy()).isEmpty();
        assertThat(jobs().findToStartBy(END_OF_9999, 10)).isEmpty();
    }

    @Test
    void countsTheJobsOfAllOwnersByStateWithWhatTheyMovedAndStored() {
        assertThat(jobs().totals()).isEmpty();
        add(aBackupJob().state(JobState.COMPLETED).transfer(1_000, 10).build());
        add(aBackupJob()
                .owner(OTHER_ACCOUNT)
                .state(JobState.COMPLETED)
                .transfer(500, 1)
                .build());
        add(aBackupJob().state(JobState.COMPLETED).build());
        add(aBackupJob().owner(OTHER_REGION).build());

        assertThat(jobs().totals())
                .isEqualTo(
                        Map.of(JobState.COMPLETED, JobTotal.of(3, 1_500, 11), JobState.CREATED, JobTotal.of(1, 0, 0)));
    }

    @Test
    void sumsMoreBytesThanALongCounts() {
        var largest = JobTotal.of(1, Long.MAX_VALUE, Long.MAX_VALUE);
        Stream.of(1, 2)
                .forEach(i -> add(aBackupJob()
                        .state(JobState.COMPLETED)
                        .transfer(Long.MAX_VALUE, Long.MAX_VALUE)
                        .build()));

        assertThat(jobs().totals()).isEqualTo(Map.of(JobState.COMPLETED, largest.plus(largest)));
    }

    @Test
    void listsLatestFirstAndThenByIdDownwards() {
        var atOnce = Stream.of(
                        "00000000-0000-4000-8000-000000000001",
                        "00000000-0000-4000-a000-000000000000",
                        "7fffffff-0000-4000-8000-000000000000",
                        "80000000-0000-4000-8000-000000000000",
                        "ffffffff-ffff-4fff-bfff-ffffffffffff")
                .map(id -> add(aBackupJob().id(id).creationDate(day(1)).build()))
                .toList();
        var latest = add(aBackupJob().creationDate(day(2)).build());
        var earliest = add(aBackupJob().creationDate(day(1).minusMillis(1)).build());

        var expected =
                List.of(latest, atOnce.get(4), atOnce.get(3), atOnce.get(2), atOnce.get(1), atOnce.get(0), earliest);
        assertPagesHold(expected, page -> jobs().list(OWNER, BackupJobFilter.ALL, page));
    }

    @Test
    void goesOnBehindTheKeyWhateverComesBeforeIt() {
        var old = add(aBackupJob().creationDate(day(1)).build());
        var recent = add(aBackupJob().creationDate(day(2)).build());

        var first = jobs().list(OWNER, BackupJobFilter.ALL, PageRequest.first(1));
        add(aBackupJob().creationDate(day(3)).build());
        var second = jobs().list(OWNER, BackupJobFilter.ALL, new PageRequest(1, first.next()));

        assertThat(first.items()).containsExactly(recent);
        assertThat(second.items()).containsExactly(old);
    }

    @Test
    void filtersByResourceVaultAndState() {
        var resource = aFileSystemArn();
        var vault = VaultName.of("vault");
        var failed = JobState.FAILED;
        var ofResource = add(aBackupJob().resource(resource).build());
        var inVault = add(aBackupJob().vault(vault).build());
        var onlyFailed = add(aBackupJob().state(failed).build());
        var all = add(aBackupJob()
                .resource(resource)
                .vault(vault)
                .state(failed)
                .creationDate(day(1))
                .build());

        assertListed(of(Optional.of(resource), Optional.empty(), Optional.empty()), all, ofResource);
        assertListed(of(Optional.empty(), Optional.of(vault), Optional.empty()), all, inVault);
        assertListed(of(Optional.empty(), Optional.empty(), Optional.of(failed)), all, onlyFailed);
        assertListed(of(Optional.of(resource), Optional.of(vault), Optional.of(failed)), all);
        assertListed(of(Optional.empty(), Optional.empty(), Optional.of(JobState.ABORTING)));
    }

    private static BackupJobFilter of(Optional<Arn> resource, Optional<VaultName> vault, Optional<JobState> state) {
        return new BackupJobFilter(
                resource, vault, state, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Test
    void filtersByInstantsWhichAreExclusive() {
        var running = add(aBackupJob().creationDate(day(1)).build());
        var done = add(aBackupJob().creationDate(day(2)).completionDate(day(3)).build());

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
        assertListed(BackupJobFilter.ALL, done, running);
    }

    private void assertListed(BackupJobFilter filter, BackupJob... expected) {
        assertPagesHold(List.of(expected), page -> jobs().list(OWNER, filter, page));
    }

    private static BackupJobFilter created(Optional<Instant> before, Optional<Instant> after) {
        return new BackupJobFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                before,
                after,
                Optional.empty(),
                Optional.empty());
    }

    private static BackupJobFilter completed(Optional<Instant> before, Optional<Instant> after) {
        return new BackupJobFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                before,
                after);
    }

    private BackupJob add(BackupJob job) {
        assertThat(jobs().add(job)).isTrue();
        return job;
    }
}
