package io.coldkeep.domain.filesystem;

import static io.coldkeep.domain.fixtures.Fixtures.JAN_1;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_ACCOUNT;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_REGION;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.aFileSystem;
import static io.coldkeep.domain.fixtures.Fixtures.day;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.coldkeep.domain.memory.MemoryService;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.policy.BackupPolicy;
import io.coldkeep.domain.refusal.AlreadyExists;
import io.coldkeep.domain.refusal.LimitExceeded;
import io.coldkeep.domain.refusal.NotFound;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.refusal.Subject;
import io.coldkeep.domain.refusal.WrongState;
import io.coldkeep.domain.tag.Tags;
import io.coldkeep.domain.work.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FileSystemServiceTest {

    private static final FileSystemId NOWHERE = FileSystemId.of("fs-00000000");
    private static final Tags NAMED = Tags.ofUser(Map.of("Name", "files"));

    private final MemoryService service = new MemoryService(JAN_1);
    private final FileSystemService fileSystems = service.fileSystems;

    @Test
    void makesAnEmptyDirectoryAndAFileSystemOverIt() {
        var made = fileSystems.create(OWNER, NewFileSystem.of("token", NAMED));

        assertThat(fileSystems.require(OWNER, made.id())).isEqualTo(made);
        assertThat(made.state()).isEqualTo(FileSystem.State.AVAILABLE);
        assertThat(made.creationTime()).isEqualTo(JAN_1);
        assertThat(made.size()).isEqualTo(new FileSystemSize(6144, JAN_1));
        assertThat(made.backupPolicy()).isEqualTo(BackupPolicy.NEVER_SET);
        assertThat(made.adoptedDirectory()).isEmpty();
        assertThat(service.directories.tree(made).paths()).isEmpty();
        assertThat(fileSystems.tagsOf(made)).isEqualTo(NAMED);
        assertThat(service.queue.waiting()).isEmpty();
    }

    @Test
    void keepsItsInstantsToTheMillisecond() {
        service.clock.set(Instant.parse("2026-01-01T00:00:00.123456789Z"));

        var made = fileSystems.create(OWNER, NewFileSystem.of("token", Tags.NONE));

        assertThat(made.creationTime()).isEqualTo(Instant.parse("2026-01-01T00:00:00.123Z"));
    }

    @Test
    void adoptsTheDirectoryThatATagNamesAndMeasuresIt() throws Exception {
        service.directories
                .allow("/srv/files")
                .file("a", "x".repeat(10_000))
                .directory("d")
                .file("d/b", "yy");

        var made = fileSystems.create(
                OWNER, NewFileSystem.of("token", Tags.ofUser(Map.of("coldkeep:source-path", "/srv/files"))));

        assertThat(made.adoptedDirectory()).contains("/srv/files");
        assertThat(service.queue.waiting())
                .containsExactly(new Work.MeasureFileSystem(OWNER, made.id().value()));

        service.clock.set(day(1));
        service.runWork();

        assertThat(fileSystems.require(OWNER, made.id()).size()).isEqualTo(new FileSystemSize(10_002, day(1)));
    }

    @Test
    void makesNothingOverADirectoryThatMayNotBeAdopted() {
        var forbidden = NewFileSystem.of("token", Tags.ofUser(Map.of("coldkeep:source-path", "/etc")));

        assertThatThrownBy(() -> fileSystems.create(OWNER, forbidden)).isInstanceOf(RuleBroken.class);

        assertThat(fileSystems.findByCreationToken(OWNER, "token")).isEmpty();
    }

    @Test
    void settlesTheBackupPolicyOfOneZoneFileSystems() throws Exception {
        var made = fileSystems.create(OWNER, inOneZone());

        assertThat(made.backupPolicy()).isEqualTo(BackupPolicy.ENABLING);
        service.runWork();
        assertThat(service.policies.describe(OWNER, made.id())).isEqualTo(BackupPolicy.ENABLED);
        assertThat(fileSystems.tagsOf(made).get("aws:elasticfilesystem:default-backup"))
                .contains("enabled");
    }

    @Test
    void refusesATokenThatWasUsedAndNamesWhatItMade() {
        var first = fileSystems.create(OWNER, NewFileSystem.of("token", NAMED));

        assertThatThrownBy(() -> fileSystems.create(OWNER, NewFileSystem.of("token", Tags.NONE)))
                .isInstanceOfSatisfying(AlreadyExists.class, refusal -> {
                    assertThat(refusal.subject()).isEqualTo(Subject.FILE_SYSTEM);
                    assertThat(refusal.id()).isEqualTo(first.id().value());
                    assertThat(refusal.token()).isEqualTo("token");
                })
                .hasMessage("File system '" + first.id() + "' already exists with creation token 'token'");
        assertThat(fileSystems.tagsOf(first)).isEqualTo(NAMED);
    }

    @Test
    void leavesNoDirectoryBehindWhenSomebodyElseIsFasterWithTheToken() {
        service.directories.beforeCreating(() -> fileSystems.create(OWNER, NewFileSystem.of("token", NAMED)));

        assertThatThrownBy(() -> fileSystems.create(OWNER, NewFileSystem.of("token", Tags.NONE)))
                .isInstanceOf(AlreadyExists.class);

        var faster = fileSystems.findByCreationToken(OWNER, "token").get(0);
        assertThat(service.directories.made()).containsExactly(faster.id());
        assertThat(fileSystems.tagsOf(faster)).isEqualTo(NAMED);
    }

    @Test
    void leavesNoDirectoryBehindWhenItCannotBeStored() {
        service.directories.allow("/srv/files").file("a", "x");
        var failing = new FileSystemService(
                service.catalog.fileSystems(),
                service.directories,
                service.catalog.tags(),
                (work, at) -> {
                    throw new IllegalStateException("no queue");
                },
                service.catalog,
                service.clock,
                new Random(2));
        var adopting = NewFileSystem.of("adopting", Tags.ofUser(Map.of("coldkeep:source-path", "/srv/files")));

        assertThatThrownBy(() -> failing.create(OWNER, inOneZone())).hasMessage("no queue");
        assertThatThrownBy(() -> failing.create(OWNER, adopting)).hasMessage("no queue");

        assertThat(service.directories.made()).isEmpty();
        assertThat(service.directories.allow("/srv/files").text("a")).contains("x");
        assertThat(fileSystems.list(OWNER, PageRequest.first(10)).items()).isEmpty();
    }

    @Test
    void keepsTheDirectoryOfAFileSystemThatWasStoredThoughTheAnswerGotLost() {
        service.catalog.afterCommit(() -> {
            throw new IllegalStateException("lost");
        });

        assertThatThrownBy(() -> fileSystems.create(OWNER, NewFileSystem.of("token", Tags.NONE)))
                .hasMessage("lost");

        service.catalog.afterCommit(() -> {});
        var stored = fileSystems.findByCreationToken(OWNER, "token").get(0);
        assertThat(service.directories.made()).containsExactly(stored.id());
    }

    @Test
    void takesTheSameTokenFromAnotherOwner() {
        fileSystems.create(OWNER, NewFileSystem.of("token", Tags.NONE));

        assertThat(fileSystems.create(OTHER_ACCOUNT, NewFileSystem.of("token", Tags.NONE)))
                .isNotNull();
        assertThat(fileSystems.create(OTHER_REGION, NewFileSystem.of("token", Tags.NONE)))
                .isNotNull();
    }

    @Test
    void hasAThousandPerOwnerAndNotOneMore() {
        for (var i = 0; i < 1_000; i++) {
            service.catalog.fileSystems().add(aFileSystem().build());
        }

        assertThatThrownBy(() -> fileSystems.create(OWNER, NewFileSystem.of("token", Tags.NONE)))
                .isInstanceOf(LimitExceeded.class);
        assertThat(fileSystems.create(OTHER_ACCOUNT, NewFileSystem.of("token", Tags.NONE)))
                .isNotNull();
    }

    @Test
    void findsNothingOfAnotherOwner() {
        var mine = fileSystems.create(OWNER, NewFileSystem.of("token", NAMED));

        assertThat(fileSystems.find(OTHER_ACCOUNT, mine.id())).isEmpty();
        assertThat(fileSystems.findByCreationToken(OTHER_REGION, "token")).isEmpty();
        assertThat(fileSystems.list(OTHER_ACCOUNT, PageRequest.first(10)).items())
                .isEmpty();
        assertThatThrownBy(() -> fileSystems.require(OTHER_REGION, mine.id()))
                .isInstanceOf(NotFound.class)
                .hasMessage("File system '" + mine.id() + "' does not exist.");
        assertThatThrownBy(() -> fileSystems.delete(OTHER_ACCOUNT, mine.id())).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> fileSystems.putTiering(OTHER_ACCOUNT, mine.id(), Tiering.NONE))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void listsThemWithTheirTags() {
        var first = fileSystems.create(OWNER, NewFileSystem.of("one", NAMED));
        var second = fileSystems.create(OWNER, NewFileSystem.of("two", Tags.NONE));

        var listed = fileSystems.list(OWNER, PageRequest.first(10)).items();

        assertThat(listed).containsExactlyInAnyOrder(first, second);
        assertThat(fileSystems.tagsOf(OWNER, listed)).isEqualTo(Map.of(first.arn(), NAMED));
        assertThat(fileSystems.findByCreationToken(OWNER, "two")).containsExactly(second);
        assertThat(fileSystems.findByCreationToken(OWNER, "three")).isEmpty();
    }

    @Test
    void changesTheThroughputAndKeepsWhatIsNotGiven() {
        var id = create().id();

        var provisioned = fileSystems.update(OWNER, id, Optional.of(Throughput.Mode.PROVISIONED), Optional.of(100.0));
        assertThat(provisioned.throughput()).isEqualTo(provisioned(100));
        assertThat(provisioned.throughputChangedAt()).contains(JAN_1);

        service.clock.set(day(1));
        assertThat(fileSystems
                        .update(OWNER, id, Optional.empty(), Optional.of(200.0))
                        .throughput())
                .isEqualTo(provisioned(200));

        service.clock.set(day(2));
        assertThat(fileSystems
                        .update(OWNER, id, Optional.of(Throughput.Mode.ELASTIC), Optional.empty())
                        .throughput())
                .isEqualTo(new Throughput(Throughput.Mode.ELASTIC, Optional.empty()));
    }

    @Test
    void refusesThroughputThatDoesNotFit() {
        var id = create().id();

        assertThatThrownBy(
                        () -> fileSystems.update(OWNER, id, Optional.of(Throughput.Mode.PROVISIONED), Optional.empty()))
                .isInstanceOf(RuleBroken.class);
        assertThatThrownBy(() -> fileSystems.update(OWNER, id, Optional.empty(), Optional.of(100.0)))
                .as("bursting")
                .isInstanceOf(RuleBroken.class);
    }

    @Test
    void changesTheThroughputOnceIn24HoursAndAnswersTheSameAtAnyTime() {
        var id = create().id();
        fileSystems.update(OWNER, id, Optional.of(Throughput.Mode.ELASTIC), Optional.empty());

        service.clock.set(day(1).minusMillis(1));
        assertThatThrownBy(() -> fileSystems.update(OWNER, id, Optional.of(Throughput.Mode.BURSTING), Optional.empty()))
                .isInstanceOfSatisfying(
                        WrongState.class, e -> assertThat(e.reason()).isEqualTo(WrongState.Reason.TOO_SOON))
                .hasMessage(
                        "The throughput of file system '" + id + "' can be changed again after 2026-01-02T00:00:00Z.");
        assertThat(fileSystems
                        .update(OWNER, id, Optional.of(Throughput.Mode.ELASTIC), Optional.empty())
                        .throughputChangedAt())
                .as("no change")
                .contains(JAN_1);

        service.clock.set(day(1));
        assertThat(fileSystems
                        .update(OWNER, id, Optional.of(Throughput.Mode.BURSTING), Optional.empty())
                        .throughput())
                .isEqualTo(Throughput.BURSTING);
    }

    private static Throughput provisioned(double mibps) {
        return new Throughput(Throughput.Mode.PROVISIONED, Optional.of(mibps));
    }

    @Test
    void keepsTheTieringOfItsFiles() {
        var id = create().id();
        var tiering = new Tiering(Optional.of("AFTER_7_DAYS"), Optional.empty(), Optional.empty());

        fileSystems.putTiering(OWNER, id, tiering);

        assertThat(fileSystems.require(OWNER, id).tiering()).isEqualTo(tiering);
    }

    @Test
    void tiersToArchiveWithElasticThroughputOnly() {
        var id = create().id();
        var toArchive = new Tiering(Optional.empty(), Optional.empty(), Optional.of("AFTER_90_DAYS"));

        assertThatThrownBy(() -> fileSystems.putTiering(OWNER, id, toArchive))
                .isInstanceOf(RuleBroken.class)
                .hasMessage("LifecyclePolicies.TransitionToArchive must be given with ThroughputMode elastic only");

        fileSystems.update(OWNER, id, Optional.of(Throughput.Mode.ELASTIC), Optional.empty());
        fileSystems.putTiering(OWNER, id, toArchive);
        service.clock.set(day(1));
        assertThatThrownBy(() -> fileSystems.update(OWNER, id, Optional.of(Throughput.Mode.BURSTING), Optional.empty()))
                .isInstanceOf(RuleBroken.class);
        assertThat(fileSystems.require(OWNER, id).tiering()).isEqualTo(toArchive);
    }

    @Test
    void deletesTheFilesAndThenTheFileSystemWithItsTags() throws Exception {
        var made = create();
        service.directories.tree(made).file("a", "x");

        var deleting = fileSystems.delete(OWNER, made.id());

        assertThat(deleting.state()).isEqualTo(FileSystem.State.DELETING);
        assertThat(service.directories.exists(made)).isTrue();
        service.runWork();
        assertThat(fileSystems.find(OWNER, made.id())).isEmpty();
        assertThat(service.directories.exists(made)).isFalse();
        assertThat(service.catalog.tags().find(OWNER, made.arn())).isEqualTo(Tags.NONE);
        assertThatThrownBy(() -> fileSystems.delete(OWNER, made.id())).isInstanceOf(NotFound.class);
    }

    @Test
    void leavesAnAdoptedDirectoryAlone() throws Exception {
        service.directories.allow("/srv/files").file("a", "x");
        var made = fileSystems.create(
                OWNER, NewFileSystem.of("token", Tags.ofUser(Map.of("coldkeep:source-path", "/srv/files"))));

        fileSystems.delete(OWNER, made.id());
        service.runWork();

        assertThat(fileSystems.find(OWNER, made.id())).isEmpty();
        assertThat(service.directories.allow("/srv/files").text("a")).contains("x");
    }

    @Test
    void deletesOnceHoweverOftenItIsAskedTo() throws Exception {
        var made = create();

        fileSystems.delete(OWNER, made.id());
        assertThat(fileSystems.delete(OWNER, made.id()).state()).isEqualTo(FileSystem.State.DELETING);
        service.runWork();
        fileSystems.finishDeletion(OWNER, made.id());

        assertThat(fileSystems.find(OWNER, made.id())).isEmpty();
    }

    @Test
    void deletesNothingThatIsAvailable() throws Exception {
        var made = create();

        fileSystems.finishDeletion(OWNER, made.id());

        assertThat(fileSystems.require(OWNER, made.id())).isEqualTo(made);
    }

    @Test
    void refusesChangesWhileItIsBeingDeleted() {
        var id = create().id();
        fileSystems.delete(OWNER, id);

        List.<Runnable>of(
                        () -> fileSystems.update(OWNER, id, Optional.of(Throughput.Mode.ELASTIC), Optional.empty()),
                        () -> fileSystems.putTiering(OWNER, id, Tiering.NONE),
                        () -> fileSystems.requireAvailable(OWNER, id),
                        () -> service.policies.put(OWNER, id, BackupPolicy.Setting.ENABLED))
                .forEach(change -> assertThat(catchThrowable(change::run))
                        .isInstanceOfSatisfying(
                                WrongState.class,
                                e -> assertThat(e.reason()).isEqualTo(WrongState.Reason.FILE_SYSTEM_NOT_AVAILABLE)));
    }

    @Test
    void measuresWhatTheFilesHoldAndNeverLessThanAnEmptyFileSystem() throws Exception {
        var made = create();

        service.directories
                .tree(made)
                .file("a", "x".repeat(6_144))
                .file("b", "y")
                .link("c", "a");
        service.clock.advance(Duration.ofHours(1));
        fileSystems.measure(OWNER, made.id());
        assertThat(fileSystems.require(OWNER, made.id()).size())
                .isEqualTo(new FileSystemSize(6_145, JAN_1.plus(Duration.ofHours(1))));

        fileSystems.measured(OWNER, made.id(), 1, day(1));
        assertThat(fileSystems.require(OWNER, made.id()).size()).isEqualTo(new FileSystemSize(6_144, day(1)));

        fileSystems.measure(OWNER, NOWHERE);
        fileSystems.measured(OWNER, NOWHERE, 1, day(1));
    }

    private static NewFileSystem inOneZone() {
        return new NewFileSystem(
                "token",
                PerformanceMode.GENERAL_PURPOSE,
                Throughput.BURSTING,
                false,
                Optional.empty(),
                Optional.of("eu-central-1a"),
                Optional.empty(),
                Tags.NONE);
    }

    private FileSystem create() {
        return fileSystems.create(OWNER, NewFileSystem.of("token", NAMED));
    }
}
