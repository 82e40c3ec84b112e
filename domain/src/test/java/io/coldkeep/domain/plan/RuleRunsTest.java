package io.coldkeep.domain.plan;

import static io.coldkeep.domain.fixtures.Fixtures.OTHER_ACCOUNT;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_REGION;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.ROLE;
import static io.coldkeep.domain.fixtures.Fixtures.ROOT;
import static io.coldkeep.domain.fixtures.Fixtures.aBackupPlan;
import static io.coldkeep.domain.fixtures.Fixtures.aBackupRule;
import static io.coldkeep.domain.fixtures.Fixtures.aBackupSelection;
import static io.coldkeep.domain.fixtures.Fixtures.aFileSystem;
import static io.coldkeep.domain.fixtures.Fixtures.aVault;
import static io.coldkeep.domain.fixtures.Fixtures.day;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.contract.Concurrently;
import io.coldkeep.domain.copy.CopyAction;
import io.coldkeep.domain.filesystem.FileSystem;
import io.coldkeep.domain.filesystem.NewFileSystem;
import io.coldkeep.domain.fixtures.BackupRuleBuilder;
import io.coldkeep.domain.fixtures.Fixtures;
import io.coldkeep.domain.job.BackupJob;
import io.coldkeep.domain.job.BackupJobFilter;
import io.coldkeep.domain.job.BackupJobService;
import io.coldkeep.domain.job.JobState;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.memory.MemoryService;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.policy.CreatedBy;
import io.coldkeep.domain.tag.Tags;
import io.coldkeep.domain.work.Work;
import io.coldkeep.domain.work.WorkQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RuleRunsTest {

    private static final Instant FIVE = day(1).plus(Duration.ofHours(5));
    private static final Instant NEXT_FIVE = day(2).plus(Duration.ofHours(5));

    private final MemoryService service = new MemoryService(day(1));
    private final RuleRuns runs = service.ruleRuns;

    RuleRunsTest() {
        for (var owner : List.of(OWNER, OTHER_REGION, OTHER_ACCOUNT)) {
            service.catalog.vaults().add(aVault().owner(owner).name("vault").build());
        }
    }

    @Test
    void areDueAtTheEarliestRunOfAllOwners() {
        assertThat(runs.nextDue()).isEmpty();

        add(OWNER, daily());
        add(OTHER_REGION, daily().schedule("cron(0 4 ? * * *)"));

        assertThat(runs.nextDue()).contains(day(1).plus(Duration.ofHours(4)));
    }

    @Test
    void makeNothingBeforeItsTime() {
        add(OWNER, daily());
        addFileSystem();

        runs.run(FIVE.minusMillis(1));

        assertThat(jobs(OWNER)).isEmpty();
        assertThat(runs.nextDue()).contains(FIVE);
    }

    @Test
    void makeTheJobsThatTheRuleSays() {
        var copies = new CopyAction(OTHER_REGION.arn("backup", "backup-vault:far"), Optional.empty());
        var plan = add(
                OWNER,
                daily().name("nightly")
                        .window(Duration.ofHours(2), Duration.ofHours(6))
                        .lifecycle(Lifecycle.deleteAfter(120).movingToColdAfter(30))
                        .recoveryPointTags(Map.of("team", "storage"))
                        .copyActions(copies));
        var fileSystem = addFileSystem();
        var now = FIVE.plusSeconds(3).plusNanos(1);
        service.clock.set(now);

        runs.run(now);

        var job = jobs(OWNER).get(0);
        var rule = plan.rules().get(0);
        assertThat(job.resource()).isEqualTo(fileSystem.arn());
        assertThat(job.vault()).isEqualTo(rule.targetVault());
        assertThat(job.iamRoleArn()).isEqualTo(ROLE);
        assertThat(job.state()).isEqualTo(JobState.CREATED);
        assertThat(job.creationDate()).isEqualTo(FIVE.plusSeconds(3));
        assertThat(job.startBy()).isEqualTo(job.creationDate().plus(Duration.ofHours(2)));
        assertThat(job.completeBy()).isEqualTo(job.creationDate().plus(Duration.ofHours(6)));
        assertThat(job.lifecycle()).isEqualTo(rule.lifecycle());
        assertThat(job.pointTags()).isEqualTo(rule.recoveryPointTags());
        assertThat(job.copyActions()).containsExactly(copies);
        assertThat(job.createdBy())
                .contains(new CreatedBy(
                        plan.id(), plan.name(), plan.versionId(), rule.id().toString(), "nightly", rule.schedule()));
        assertThat(service.queue.waiting()).containsExactly(new Work.Backup(OWNER, job.id()));
        assertThat(service.heard).containsExactly("ran nightly of " + FIVE + ": 1");
        assertThat(stored(plan).lastExecutionDate()).contains(FIVE.plusSeconds(3));
        assertThat(stored(plan).versionId()).isEqualTo(plan.versionId());
    }

    @Test
    void makeRecoveryPointsThatNameTheirRule() throws Exception {
        var plan = add(OWNER, daily().recoveryPointTags(Map.of("team", "storage")));
        var fileSystem = service.fileSystems.create(OWNER, NewFileSystem.of("files", Tags.NONE));
        service.clock.set(FIVE);

        runs.run(FIVE);
        service.runWork();

        var point = service.points
                .listByResource(OWNER, fileSystem.arn(), PageRequest.first(10))
                .items()
                .get(0);
        assertThat(point.createdBy()).map(CreatedBy::planId).contains(plan.id());
        assertThat(service.tags.list(ROOT, point.arn().toString())).isEqualTo(Tags.ofUser(Map.of("team", "storage")));
    }

    @Test
    void moveTheRuleOn() {
        add(OWNER, daily());
        addFileSystem();
        service.clock.set(FIVE);

        runs.run(FIVE);
        runs.run(FIVE);

        assertThat(jobs(OWNER)).hasSize(1);
        assertThat(runs.nextDue()).contains(NEXT_FIVE);
    }

    @Test
    void catchUpWithOneRunOfEachRuleAfterADowntime() {
        add(OWNER, daily().name("daily"));
        add(OWNER, daily().name("hourly").schedule("cron(30 * ? * * *)"));
        addFileSystem();
        var now = day(11).plus(Duration.ofHours(7));
        service.clock.set(now);

        runs.run(now);

        assertThat(service.heard)
                .containsExactly(
                        "ran hourly of " + day(1).plus(Duration.ofMinutes(30)) + ": 1", "ran daily of " + FIVE + ": 1");
        assertThat(jobs(OWNER)).extracting(BackupJob::creationDate).containsOnly(now);
        assertThat(runs.nextDue()).contains(now.plus(Duration.ofMinutes(30)));
    }

    @Test
    void endARuleWhoseScheduleEnds() {
        add(OWNER, daily().schedule("cron(59 23 ? * * 2026)"));
        var last = Instant.parse("2026-12-31T23:59:00Z");
        service.clock.set(last);

        runs.run(last);

        assertThat(runs.nextDue()).isEmpty();
        assertThat(service.heard).hasSize(1);
    }

    @Test
    void chooseByTheTagsOfTheMoment() {
        var plan = addPlan(OWNER, daily().build());
        service.catalog
                .selections()
                .add(aBackupSelection()
                        .of(plan)
                        .choice(new ResourceChoice(
                                List.of(),
                                List.of(),
                                List.of(TagCondition.ofList("StringEquals", "backup", "yes")),
                                List.of()))
                        .build());
        var a = addFileSystem();
        var b = addFileSystem();
        addFileSystem();
        var yes = Tags.ofUser(Map.of("backup", "yes"));
        service.catalog.tags().update(OWNER, a.arn(), old -> yes);

        runAt(FIVE);
        service.catalog.tags().update(OWNER, a.arn(), old -> Tags.NONE);
        service.catalog.tags().update(OWNER, b.arn(), old -> yes);
        runAt(NEXT_FIVE);

        assertThat(jobs(OWNER)).extracting(BackupJob::resource).containsExactly(b.arn(), a.arn());
    }

    @Test
    void chooseAvailableFileSystemsOfTheOwnerOnly() {
        add(OWNER, daily());
        var mine = addFileSystem();
        service.catalog
                .fileSystems()
                .add(aFileSystem().state(FileSystem.State.DELETING).build());
        service.catalog.fileSystems().add(aFileSystem().owner(OTHER_REGION).build());
        service.catalog.fileSystems().add(aFileSystem().owner(OTHER_ACCOUNT).build());

        runAt(FIVE);

        assertThat(jobs(OWNER)).extracting(BackupJob::resource).containsExactly(mine.arn());
        assertThat(jobs(OTHER_REGION)).isEmpty();
        assertThat(jobs(OTHER_ACCOUNT)).isEmpty();
    }

    @Test
    void makeOneJobOfWhatSeveralSelectionsChoose() {
        var plan = addPlan(OWNER, daily().build());
        for (var name : List.of("b", "a", "c")) {
            service.catalog
                    .selections()
                    .add(aBackupSelection()
                            .of(plan)
                            .name(name)
                            .iamRoleArn("arn:aws:iam::123456789012:role/" + name)
                            .build());
        }
        addFileSystem();
        addFileSystem();

        runAt(FIVE);

        assertThat(jobs(OWNER))
                .hasSize(2)
                .extracting(BackupJob::iamRoleArn)
                .containsOnly("arn:aws:iam::123456789012:role/a");
    }

    @Test
    void lookAtAnyNumberOfFileSystems() {
        add(OWNER, daily());
        service.catalog.inOne(() -> IntStream.range(0, 1_001).forEach(i -> addFileSystem()));

        runAt(FIVE);

        assertThat(service.heard).singleElement().asString().endsWith(": 1001");
    }

    @Test
    void runARuleThatChoosesNothing() {
        var plan = addPlan(OWNER, daily().name("idle").build());
        addFileSystem();

        runAt(FIVE);

        assertThat(service.heard).containsExactly("ran idle of " + FIVE + ": 0");
        assertThat(stored(plan).lastExecutionDate()).contains(FIVE);
        assertThat(runs.nextDue()).contains(NEXT_FIVE);
    }

    @Test
    void leaveTheBackupToTheRuleThatKeepsItLonger() {
        var plan = add(
                OWNER,
                daily().name("daily").lifecycle(Lifecycle.deleteAfter(35)),
                daily().name("saturdays").schedule("cron(0 5 ? * 7 *)").lifecycle(Lifecycle.deleteAfter(90)));
        addFileSystem();

        for (var day = 1; day <= 3; day++) { // the first of them is a Friday
            runAt(day(day).plus(Duration.ofHours(5)));
        }

        assertThat(service.heard)
                .containsExactlyInAnyOrder(
                        "ran daily of " + day(1).plus(Duration.ofHours(5)) + ": 1",
                        "ran saturdays of " + day(2).plus(Duration.ofHours(5)) + ": 1",
                        "gave way daily of " + day(2).plus(Duration.ofHours(5)) + " to saturdays",
                        "ran daily of " + day(3).plus(Duration.ofHours(5)) + ": 1");
        assertThat(jobs(OWNER)).hasSize(3);
        assertThat(stored(plan).lastExecutionDate()).contains(day(3).plus(Duration.ofHours(5)));
    }

    @Test
    void goOnWhenTheVaultOfARuleIsGone() {
        var plan = add(OWNER, daily().name("nowhere").targetVault("gone"));
        add(OTHER_REGION, daily().name("fine"));
        addFileSystem();
        service.catalog.fileSystems().add(aFileSystem().owner(OTHER_REGION).build());

        runAt(FIVE);

        assertThat(service.heard)
                .containsExactlyInAnyOrder(
                        "refused nowhere of " + FIVE + ": Backup vault 'gone' does not exist.",
                        "ran fine of " + FIVE + ": 1");
        assertThat(stored(plan).lastExecutionDate()).isEmpty();
        assertThat(runs.nextDue()).contains(NEXT_FIVE);

        service.catalog.vaults().add(aVault().name("gone").build());
        runAt(NEXT_FIVE);

        assertThat(jobs(OWNER)).hasSize(1);
    }

    @Test
    void leaveNoBackupToARuleWhoseVaultIsGone() {
        add(
                OWNER,
                daily().name("longer").targetVault("gone").lifecycle(Lifecycle.deleteAfter(90)),
                daily().name("daily").lifecycle(Lifecycle.deleteAfter(35)));
        addFileSystem();

        runAt(FIVE);

        assertThat(service.heard)
                .containsExactlyInAnyOrder(
                        "refused longer of " + FIVE + ": Backup vault 'gone' does not exist.",
                        "ran daily of " + FIVE + ": 1");
        assertThat(jobs(OWNER)).hasSize(1);
    }

    @Test
    void leaveNothingOfARunThatFailedAndTryItAgain() {
        var plan = add(OWNER, daily().name("daily"));
        addFileSystem();
        addFileSystem();
        addFileSystem();
        var enqueued = new AtomicInteger();
        var failing = runs((work, at) -> {
            service.queue.enqueue(work, at);
            if (enqueued.incrementAndGet() == 2) {
                throw new IllegalStateException("the catalog is gone");
            }
        });
        add(OTHER_REGION, daily().name("other"));
        service.catalog.fileSystems().add(aFileSystem().owner(OTHER_REGION).build());
        service.clock.set(FIVE);

        failing.run(FIVE);

        assertThat(jobs(OWNER)).isEmpty();
        assertThat(jobs(OTHER_REGION)).hasSize(1);
        assertThat(service.queue.waiting()).hasSize(1);
        assertThat(stored(plan).lastExecutionDate()).isEmpty();
        assertThat(service.heard)
                .containsExactlyInAnyOrder(
                        "failed run of " + FIVE + ": the catalog is gone", "ran other of " + FIVE + ": 1");
        assertThat(failing.nextDue()).contains(FIVE.plusSeconds(5));

        runAt(FIVE.plusSeconds(5));

        assertThat(jobs(OWNER)).hasSize(3);
        assertThat(service.heard).contains("ran daily of " + FIVE + ": 3");
        assertThat(failing.nextDue()).contains(NEXT_FIVE);
    }

    @Test
    void waitLongerEachTimeThatARunFails() {
        add(OWNER, daily());
        addFileSystem();
        var failing = runs((work, at) -> {
            throw new IllegalStateException("still");
        });
        service.clock.set(FIVE);

        var pauses = Stream.generate(() -> {
                    var due = failing.nextDue().orElseThrow();
                    service.clock.set(due);
                    failing.run(due);
                    return Duration.between(due, failing.nextDue().orElseThrow());
                })
                .limit(3)
                .toList();

        assertThat(pauses).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20));
    }

    @Test
    void doNotRepeatARunWhoseProcessDiedAfterItWasDurable() {
        add(OWNER, daily().name("daily"));
        addFileSystem();
        service.clock.set(FIVE);
        var commits = new AtomicInteger();
        service.catalog.afterCommit(() -> {
            if (commits.incrementAndGet() == 1) {
                throw new IllegalStateException("the process died");
            }
        });

        runs.run(FIVE);
        runs.run(FIVE);

        assertThat(jobs(OWNER)).hasSize(1);
        assertThat(service.queue.waiting()).hasSize(1);
        assertThat(runs.nextDue()).contains(NEXT_FIVE);
    }

    @Test
    void failAsAWholeWhenNothingCanBeWritten() {
        add(OWNER, daily());
        service.clock.set(FIVE);
        service.catalog.afterCommit(() -> {
            throw new IllegalStateException("no catalog");
        });

        assertThatThrownBy(() -> runs.run(FIVE)).hasMessage("no catalog");
    }

    @Test
    void makeTheJobsOnceWhoeverElseIsAtIt() {
        for (var i = 0; i < 20; i++) {
            add(OWNER, daily());
        }
        addFileSystem();
        addFileSystem();
        service.clock.set(FIVE);

        Concurrently.run(4, i -> {
            runs.run(FIVE);
            return true;
        });

        assertThat(jobs(OWNER)).hasSize(40);
        assertThat(service.heard).hasSize(20);
        assertThat(runs.nextDue()).contains(NEXT_FIVE);
    }

    @Test
    void doAnyNumberOfRulesInTheOrderOfTheirInstants() {
        for (var i = 0; i < 250; i++) {
            add(OWNER, daily().schedule("cron(%d %d ? * * *)".formatted(i % 59 + 1, i % 5)));
        }
        service.clock.set(FIVE);

        runs.run(FIVE);

        assertThat(service.heard).hasSize(250);
        assertThat(service.heard.stream()
                        .map(heard -> Instant.parse(heard.replaceAll("^.* of |: .*$", "")))
                        .toList())
                .isSorted();
    }

    @Test
    void leaveTheRestToTheNextProcess() {
        add(OWNER, daily());
        addFileSystem();
        service.clock.set(FIVE);
        service.endProcess();

        runs.run(FIVE);

        assertThat(jobs(OWNER)).isEmpty();
        service.startProcess();
        runs.run(FIVE);
        assertThat(jobs(OWNER)).hasSize(1);
    }

    @Test
    void haveNothingToDoForADeletedPlan() {
        var plan = addPlan(OWNER, daily().build());
        service.plans.delete(OWNER, plan.id());

        assertThat(runs.nextDue()).isEmpty();
        runAt(FIVE);
        assertThat(service.heard).isEmpty();
    }

    private static BackupRuleBuilder daily() {
        return aBackupRule().targetVault("vault").schedule("cron(0 5 ? * * *)");
    }

    /** A plan for all file systems of the owner. */
    private BackupPlan add(Owner owner, BackupRuleBuilder... rules) {
        var plan = addPlan(owner, Stream.of(rules).map(BackupRuleBuilder::build).toArray(BackupRule[]::new));
        service.catalog.selections().add(aBackupSelection().of(plan).build());
        return plan;
    }

    private BackupPlan addPlan(Owner owner, BackupRule... rules) {
        var plan = aBackupPlan()
                .owner(owner)
                .versionCreationDate(day(0))
                .rules(rules)
                .build();
        service.catalog.plans().add(plan);
        service.catalog
                .ruleRuns()
                .replaceAll(
                        owner,
                        plan.id(),
                        plan.rules().stream()
                                .map(rule -> new RuleRun(
                                        owner,
                                        plan.id(),
                                        rule.id(),
                                        service.schedules
                                                .nextRun(rule.schedule(), day(1))
                                                .orElseThrow()))
                                .toList());
        return plan;
    }

    private FileSystem addFileSystem() {
        var fileSystem = aFileSystem().build();
        service.catalog.fileSystems().add(fileSystem);
        return fileSystem;
    }

    private void runAt(Instant now) {
        service.clock.set(now);
        runs.run(now);
    }

    /** The same over another queue. */
    private RuleRuns runs(WorkQueue queue) {
        var catalog = service.catalog;
        var backups = new BackupJobService(
                catalog.backupJobs(),
                service.vaults,
                service.fileSystems,
                queue,
                catalog,
                service.clock,
                Fixtures::uuid);
        return new RuleRuns(
                catalog.plans(),
                catalog.ruleRuns(),
                new PlannedBackups(catalog.selections(), service.vaults, service.fileSystems, backups),
                service.schedules,
                catalog,
                service.clock,
                service.runListener,
                () -> false);
    }

    private BackupPlan stored(BackupPlan plan) {
        return service.catalog.plans().find(plan.owner(), plan.id()).orElseThrow();
    }

    /** The latest first. */
    private List<BackupJob> jobs(Owner owner) {
        return service.backups
                .list(owner, BackupJobFilter.ALL, PageRequest.first(PageRequest.MAX_LIMIT))
                .items();
    }
}
