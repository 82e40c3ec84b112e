package io.coldkeep.domain.contract;

import static io.coldkeep.domain.contract.Pages.assertPagesHold;
import static io.coldkeep.domain.fixtures.Fixtures.END_OF_9999;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_ACCOUNT;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_REGION;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.aRestoreJob;
import static io.coldkeep.domain.fixtures.Fixtures.day;
import static io.coldkeep.domain.fixtures.Fixtures.uuid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.refusal.AccessDenied;
import io.coldkeep.domain.restore.RestoreJob;
import io.coldkeep.domain.restore.RestoreJobFilter;
import io.coldkeep.domain.restore.RestoreJobRepository;
import io.coldkeep.domain.restore.RestoreState;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.vault.VaultName;
import io.coldkeep.domain.work.JobTotal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link RestoreJobRepository} promises. */
public abstract class RestoreJobRepositoryContract {

    protected abstract Catalog catalog();

    private RestoreJobRepository jobs() {
        return catalog().restoreJobs();
    }

    @Test
    void findsNothingWhereNothingIs() {
        assertThat(jobs().find(OWNER, uuid())).isEmpty();
        assertThat(jobs().findByIdempotencyToken(OWNER, "token")).isEmpty();
        assertThat(jobs().update(OWNER, uuid(), old -> old)).isEmpty();
        assertThat(jobs().list(OWNER, RestoreJobFilter.ALL, Pages.ALL).items()).isEmpty();
    }

    @Test
    void givesBackAllThatWasAdded() {
        var job = aRestoreJob()
                .recoveryPointCreationDate(Instant.parse("2026-01-01T03:04:05.999Z"))
                .vault(VaultName.of("aws/efs/automatic-backup-vault"))
                .selection(new RestoreSelection(Set.of(EntryPath.parse("/a/b"), EntryPath.parse("c"))))
                .metadata(Map.of("file-system-id", "fs-12345678", "ItemsToRestore", "[\"/a/b\",\"c\"]"))
                .iamRoleArn("arn:aws:iam::123456789012:role/Restore")
                .idempotencyToken("token")
                .creationDate(Instant.parse("2026-01-02T03:04:05.001Z"))
                .startedAt(Instant.parse("2026-01-02T03:05:05.002Z"))
                .attempt(UUID.fromString("ffffffff-ffff-4fff-bfff-ffffffffffff"))
                .completionDate(Instant.parse("2026-01-02T03:06:05.999Z"))
                .state(RestoreState.FAILED)
                .statusMessage("why")
                .expectedBytes(Long.MAX_VALUE)
                .restoredBytes(Long.MAX_VALUE - 1)
                .build();

        assertThat(jobs().add(job)).isTrue();

        assertThat(jobs().find(OWNER, job.id())).contains(job);
        assertThat(jobs().findByIdempotencyToken(OWNER, "token")).contains(job);
        assertThat(jobs().list(OWNER, RestoreJobFilter.ALL, Pages.ALL).items()).containsExactly(job);
    }

    @Test
    void givesBackWhatIsAbsentAsAbsent() {
        var job = add(aRestoreJob()
                .creationDate(END_OF_9999)
                .recoveryPointCreationDate(END_OF_9999)
                .build());

        assertThat(jobs().find(OWNER, job.id())).contains(job);
    }

    @Test
    void keepsItemsWhoseNamesAreNotUtf8() {
        var job = add(aRestoreJob()
                .selection(new RestoreSelection(
                        Set.of(EntryPath.of(new byte[] {(byte) 0xff, '/', '"', '\n', (byte) 0xc3}))))
                .build());

        assertThat(jobs().find(OWNER, job.id())).contains(job);
    }

    @Test
    void keepsAsManyItemsAsMetadataCanName() {
        var items = IntStream.range(0, 10_000)
                .mapToObj(i -> EntryPath.parse("/directory/" + i))
                .collect(Collectors.toSet());
        var job = add(aRestoreJob()
                .selection(new RestoreSelection(items))
                .metadata(Map.of("ItemsToRestore", "x".repeat(200 * 1024)))
                .build());

        assertThat(jobs().find(OWNER, job.id())).contains(job);
    }

    @ParameterizedTest
    @MethodSource("io.coldkeep.domain.contract.OddTexts#odd")
    void keepsOddTextsAsTheyAre(String text) {
        var job = add(aRestoreJob()
                .idempotencyToken(text)
                .iamRoleArn(text)
                .statusMessage(text)
                .metadata(Map.of(text, text))
                .build());

        assertThat(jobs().find(OWNER, job.id())).contains(job);
        assertThat(jobs().findByIdempotencyToken(OWNER, text)).contains(job);
    }

    @Test
    void keepsAMessageWithTheLongestNames() {
        var job = add(aRestoreJob().statusMessage("\u00fc".repeat(25_000)).build());

        assertThat(jobs().find(OWNER, job.id())).contains(job);
    }

    @ParameterizedTest
    @EnumSource(RestoreState.class)
    void keepsEveryState(RestoreState state) {
        var job = add(aRestoreJob().state(state).build());

        assertThat(jobs().find(OWNER, job.id())).contains(job);
    }

    @Test
    void addsNoSecondJobOfAnId() {
        var first = add(aRestoreJob().build());

        assertThat(jobs().add(aRestoreJob()
                        .id(first.id())
                        .idempotencyToken("other")
                        .build()))
                .isFalse();

        assertThat(jobs().find(OWNER, first.id())).contains(first);
        assertThat(jobs().findByIdempotencyToken(OWNER, "other")).isEmpty();
    }

    @Test
    void addsNoSecondJobOfAnIdempotencyToken() {
        var first = add(aRestoreJob().idempotencyToken("token").build());
        var second = aRestoreJob().idempotencyToken("token").build();

        assertThat(jobs().add(second)).isFalse();

        assertThat(jobs().findByIdempotencyToken(OWNER, "token")).contains(first);
        assertThat(jobs().find(OWNER, second.id())).isEmpty();
    }

    @Test
    void addsAnyNumberOfJobsWithoutAToken() {
        add(aRestoreJob().build());
        add(aRestoreJob().build());

        assertThat(jobs().list(OWNER, RestoreJobFilter.ALL, Pages.ALL).items()).hasSize(2);
    }

    @Test
    void letsATransactionGoOnAfterATakenToken() {
        var first = add(aRestoreJob().idempotencyToken("token").build());
        var later = aRestoreJob().build();

        catalog().transactions().inOne(() -> {
            assertThat(jobs().add(aRestoreJob().idempotencyToken("token").build()))
                    .isFalse();
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
                    8, i -> jobs().add(aRestoreJob().idempotencyToken(token).build()));

            assertThat(added).containsOnlyOnce(true);
        }
    }

    @Test
    void keepsOwnersApart() {
        var mine = add(aRestoreJob().idempotencyToken("token").build());
        Stream.of(OTHER_ACCOUNT, OTHER_REGION).forEach(other -> {
            var theirs =
                    add(aRestoreJob().owner(other).idempotencyToken("token").build());

            assertThat(jobs().find(other, mine.id())).isEmpty();
            assertThat(jobs().findByIdempotencyToken(other, "token")).contains(theirs);
            assertThat(jobs().update(
                                    other,
                                    mine.id(),
                                    old -> aRestoreJob(old)
                                            .state(RestoreState.FAILED)
                                            .build()))
                    .isEmpty();
            assertThat(jobs().list(other, RestoreJobFilter.ALL, Pages.ALL).items())
                    .containsExactly(theirs);
        });
        assertThat(jobs().findByIdempotencyToken(OWNER, "token")).contains(mine);
    }

    @Test
    void storesAndAnswersWhatAChangeMakes() {
        var old = add(aRestoreJob().build());
        var changed = aRestoreJob(old)
                .startedAt(Instant.parse("2026-01-02T03:05:05.003Z"))
                .attempt(uuid())
                .completionDate(Instant.parse("2026-01-02T03:06:05.005Z"))
                .state(RestoreState.COMPLETED)
                .statusMessage("Completed with issues")
                .restoredBytes(6)
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
        var old = add(aRestoreJob().build());
        var refusal = new AccessDenied("no");

        var thrown = catchThrowable(() -> jobs().update(OWNER, old.id(), given -> {
            throw refusal;
        }));

        assertThat(thrown).isSameAs(refusal);
        assertThat(jobs().find(OWNER, old.id())).contains(old);
    }

    @Test
    void losesNoneOfManyChangesAtOnce() {
        var id = add(aRestoreJob().build()).id();

        Concurrently.run(8, i -> {
            for (var n = 0; n < 20; n++) {
                jobs().update(
                                OWNER,
                                id,
                                old -> aRestoreJob(old)
                                        .restoredBytes(old.restoredBytes() + 1)
                                        .build());
            }
            return i;
        });

        assertThat(jobs().find(OWNER, id).orElseThrow().restoredBytes()).isEqualTo(160);
    }

    @Test
    void listsLatestFirstAndThenByIdDownwards() {
        var atOnce = Stream.of(
                        "00000000-0000-4000-8000-000000000001",
                        "00000000-0000-4000-a000-000000000000",
                        "7fffffff-0000-4000-8000-000000000000",
                        "80000000-0000-4000-8000-000000000000",
                        "ffffffff-ffff-4fff-bfff-ffffffffffff")
                .map(id -> add(aRestoreJob().id(id).creationDate(day(1)).build()))
                .toList();
        var latest = add(aRestoreJob().creationDate(day(2)).build());
        var earliest = add(aRestoreJob().creationDate(day(1).minusMillis(1)).build());

        var expected =
                List.of(latest, atOnce.get(4), atOnce.get(3), atOnce.get(2), atOnce.get(1), atOnce.get(0), earliest);
        assertPagesHold(expected, page -> jobs().list(OWNER, RestoreJobFilter.ALL, page));
    }

    @Test
    void goesOnBehindTheKeyWhateverComesBeforeIt() {
        var old = add(aRestoreJob().creationDate(day(1)).build());
        var recent = add(aRestoreJob().creationDate(day(2)).build());

        var first = jobs().list(OWNER, RestoreJobFilter.ALL, PageRequest.first(1));
        add(aRestoreJob().creationDate(day(3)).build());
        var second = jobs().list(OWNER, RestoreJobFilter.ALL, new PageRequest(1, first.next()));

        assertThat(first.items()).containsExactly(recent);
        assertThat(second.items()).containsExactly(old);
    }

    @Test
    void filtersByStateAndByInstantsWhichAreExclusive() {
        var running = add(
                aRestoreJob().creationDate(day(1)).state(RestoreState.RUNNING).build());
        var done = add(aRestoreJob()
                .creationDate(day(2))
                .completionDate(day(3))
                .state(RestoreState.COMPLETED)
                .build());

        assertListed(inState(RestoreState.RUNNING), running);
        assertListed(inState(RestoreState.FAILED));
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

    @Test
    void countsTheJobsOfAllOwnersByStateWithWhatTheyRestored() {
        assertThat(jobs().totals()).isEmpty();
        add(aRestoreJob().state(RestoreState.COMPLETED).restoredBytes(1_000).build());
        add(aRestoreJob()
                .owner(OTHER_ACCOUNT)
                .state(RestoreState.COMPLETED)
                .restoredBytes(500)
                .build());
        add(aRestoreJob()
                .owner(OTHER_REGION)
                .state(RestoreState.RUNNING)
                .restoredBytes(7)
                .build());

        assertThat(jobs().totals())
                .isEqualTo(Map.of(
                        RestoreState.COMPLETED, JobTotal.of(2, 1_500, 0), RestoreState.RUNNING, JobTotal.of(1, 7, 0)));
    }

    private void assertListed(RestoreJobFilter filter, RestoreJob... expected) {
        assertPagesHold(List.of(expected), page -> jobs().list(OWNER, filter, page));
    }

    private static RestoreJobFilter inState(RestoreState state) {
        return new RestoreJobFilter(
                Optional.of(state), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static RestoreJobFilter created(Optional<Instant> before, Optional<Instant> after) {
        return new RestoreJobFilter(Optional.empty(), before, after, Optional.empty(), Optional.empty());
    }

    private static RestoreJobFilter completed(Optional<Instant> before, Optional<Instant> after) {
        return new RestoreJobFilter(Optional.empty(), Optional.empty(), Optional.empty(), before, after);
    }

    private RestoreJob add(RestoreJob job) {
        assertThat(jobs().add(job)).isTrue();
        return job;
    }
}
