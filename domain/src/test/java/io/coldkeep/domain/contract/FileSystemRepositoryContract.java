package io.coldkeep.domain.contract;

import static io.coldkeep.domain.contract.Pages.assertPagesHold;
import static io.coldkeep.domain.fixtures.Fixtures.END_OF_9999;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_ACCOUNT;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_REGION;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.aFileSystem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.coldkeep.domain.filesystem.FileSystem;
import io.coldkeep.domain.filesystem.FileSystemId;
import io.coldkeep.domain.filesystem.FileSystemRepository;
import io.coldkeep.domain.filesystem.FileSystemSize;
import io.coldkeep.domain.filesystem.PerformanceMode;
import io.coldkeep.domain.filesystem.Throughput;
import io.coldkeep.domain.filesystem.Tiering;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.policy.BackupPolicy;
import io.coldkeep.domain.refusal.AccessDenied;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link FileSystemRepository} promises. */
public abstract class FileSystemRepositoryContract {

    protected abstract Catalog catalog();

    private FileSystemRepository fileSystems() {
        return catalog().fileSystems();
    }

    @Test
    void findsNothingWhereNothingIs() {
        var id = FileSystemId.of("fs-00000000");

        assertThat(fileSystems().find(OWNER, id)).isEmpty();
        assertThat(fileSystems().findByCreationToken(OWNER, "token")).isEmpty();
        assertThat(fileSystems().list(OWNER, Pages.ALL).items()).isEmpty();
        assertThat(fileSystems().count(OWNER)).isZero();
        assertThat(fileSystems().update(OWNER, id, old -> old)).isEmpty();
        assertThat(fileSystems().remove(OWNER, id)).isFalse();
    }

    @Test
    void givesBackAllThatWasAdded() {
        var fileSystem = aFileSystem()
                .creationTime(Instant.parse("2026-01-02T03:04:05.678Z"))
                .state(FileSystem.State.DELETING)
                .performanceMode(PerformanceMode.MAX_IO)
                .throughput(new Throughput(Throughput.Mode.PROVISIONED, Optional.of(12.3456789)))
                .throughputChangedAt(Instant.parse("2026-01-03T03:04:05.001Z"))
                .encrypted(true)
                .kmsKeyId("alias/key")
                .availabilityZoneName("eu-central-1a")
                .backupPolicy(BackupPolicy.DISABLING)
                .tiering(new Tiering(
                        Optional.of("AFTER_7_DAYS"), Optional.of("AFTER_1_ACCESS"), Optional.of("AFTER_90_DAYS")))
                .size(new FileSystemSize(Long.MAX_VALUE, Instant.parse("2026-01-04T03:04:05.999Z")))
                .adoptedDirectory("/srv/files")
                .build();

        assertThat(fileSystems().add(fileSystem)).isTrue();

        assertThat(fileSystems().find(OWNER, fileSystem.id())).contains(fileSystem);
        assertThat(fileSystems().findByCreationToken(OWNER, fileSystem.creationToken()))
                .contains(fileSystem);
        assertThat(fileSystems().list(OWNER, Pages.ALL).items()).containsExactly(fileSystem);
    }

    @Test
    void givesBackWhatIsAbsentAsAbsent() {
        var fileSystem = add(aFileSystem().creationTime(END_OF_9999).build());

        assertThat(fileSystems().find(OWNER, fileSystem.id())).contains(fileSystem);
    }

    @ParameterizedTest
    @MethodSource("io.coldkeep.domain.contract.OddTexts#odd")
    void keepsOddTextsAsTheyAre(String text) {
        var fileSystem = add(aFileSystem()
                .creationToken(text)
                .kmsKeyId(text)
                .availabilityZoneName(text)
                .adoptedDirectory(text)
                .build());

        assertThat(fileSystems().find(OWNER, fileSystem.id())).contains(fileSystem);
        assertThat(fileSystems().findByCreationToken(OWNER, text)).contains(fileSystem);
    }

    @Test
    void keepsAPathAsLongAsTheSystemAllows() {
        var fileSystem =
                add(aFileSystem().adoptedDirectory("/directory".repeat(409)).build());

        assertThat(fileSystems().find(OWNER, fileSystem.id())).contains(fileSystem);
    }

    @ParameterizedTest
    @EnumSource(BackupPolicy.class)
    void keepsEveryBackupPolicy(BackupPolicy policy) {
        var fileSystem = add(aFileSystem().backupPolicy(policy).build());

        assertThat(fileSystems().find(OWNER, fileSystem.id())).contains(fileSystem);
    }

    @Test
    void addsNoSecondFileSystemOfAnId() {
        var first = add(aFileSystem().id("fs-12345678").build());
        var second = aFileSystem().id("fs-12345678").build();

        assertThat(fileSystems().add(second)).isFalse();

        assertThat(fileSystems().find(OWNER, first.id())).contains(first);
        assertThat(fileSystems().findByCreationToken(OWNER, second.creationToken()))
                .isEmpty();
        assertThat(fileSystems().count(OWNER)).isEqualTo(1);
    }

    @Test
    void addsNoSecondFileSystemOfACreationToken() {
        var first = add(aFileSystem().creationToken("token").build());
        var second = aFileSystem().creationToken("token").build();

        assertThat(fileSystems().add(second)).isFalse();

        assertThat(fileSystems().findByCreationToken(OWNER, "token")).contains(first);
        assertThat(fileSystems().find(OWNER, second.id())).isEmpty();
    }

    @Test
    void letsATransactionGoOnAfterATakenToken() {
        var first = add(aFileSystem().creationToken("token").build());
        var later = aFileSystem().build();

        catalog().transactions().inOne(() -> {
            assertThat(fileSystems().add(aFileSystem().creationToken("token").build()))
                    .isFalse();
            assertThat(fileSystems().findByCreationToken(OWNER, "token")).contains(first);
            assertThat(fileSystems().add(later)).isTrue();
        });

        assertThat(fileSystems().find(OWNER, later.id())).contains(later);
    }

    @Test
    void addsOneOfManyFileSystemsOfATokenAtOnce() {
        for (var round = 0; round < 10; round++) {
            var token = "same-token-" + round;

            var added = Concurrently.run(
                    8, i -> fileSystems().add(aFileSystem().creationToken(token).build()));

            assertThat(added).containsOnlyOnce(true);
        }
        assertThat(fileSystems().count(OWNER)).isEqualTo(10);
    }

    @Test
    void keepsOwnersApart() {
        var mine = add(aFileSystem().creationToken("token").build());
        var otherAccount =
                add(aFileSystem().owner(OTHER_ACCOUNT).creationToken("token").build());
        var otherRegion =
                add(aFileSystem().owner(OTHER_REGION).creationToken("token").build());

        Stream.of(OTHER_ACCOUNT, OTHER_REGION).forEach(other -> {
            assertThat(fileSystems().find(other, mine.id())).isEmpty();
            assertThat(fileSystems().count(other)).isEqualTo(1);
            assertThat(fileSystems()
                            .update(
                                    other,
                                    mine.id(),
                                    old -> aFileSystem(old).bytes(1).build()))
                    .isEmpty();
            assertThat(fileSystems().remove(other, mine.id())).isFalse();
        });
        assertThat(fileSystems().findByCreationToken(OWNER, "token")).contains(mine);
        assertThat(fileSystems().findByCreationToken(OTHER_ACCOUNT, "token")).contains(otherAccount);
        assertThat(fileSystems().findByCreationToken(OTHER_REGION, "token")).contains(otherRegion);
        assertThat(fileSystems().list(OTHER_ACCOUNT, Pages.ALL).items()).containsExactly(otherAccount);
        assertThat(fileSystems().list(OTHER_REGION, Pages.ALL).items()).containsExactly(otherRegion);
    }

    @Test
    void listsById() {
        var expected = Stream.of(
                        "fs-00000000", "fs-00000000a", "fs-0000000a", "fs-9fffffff", "fs-a0000000", "fs-ffffffff")
                .map(id -> aFileSystem().id(id).build())
                .toList();
        Stream.of(3, 0, 5, 2, 4, 1).forEach(i -> add(expected.get(i)));

        assertPagesHold(expected, page -> fileSystems().list(OWNER, page));
    }

    @Test
    void goesOnBehindTheKeyWhateverComesAndGoesBeforeIt() {
        var b = add(aFileSystem().id("fs-bbbbbbbb").build());
        var c = add(aFileSystem().id("fs-cccccccc").build());
        var d = add(aFileSystem().id("fs-dddddddd").build());

        var first = fileSystems().list(OWNER, PageRequest.first(2));
        add(aFileSystem().id("fs-aaaaaaaa").build());
        fileSystems().remove(OWNER, c.id());
        var second = fileSystems().list(OWNER, new PageRequest(2, first.next()));

        assertThat(first.items()).containsExactly(b, c);
        assertThat(second.items()).containsExactly(d);
    }

    @Test
    void storesAndAnswersWhatAChangeMakes() {
        var old = add(aFileSystem().build());
        var changed = aFileSystem(old)
                .state(FileSystem.State.DELETING)
                .throughput(new Throughput(Throughput.Mode.PROVISIONED, Optional.of(3414.0)))
                .throughputChangedAt(Instant.parse("2026-05-06T07:08:09.010Z"))
                .backupPolicy(BackupPolicy.ENABLING)
                .tiering(new Tiering(Optional.of("AFTER_1_DAY"), Optional.empty(), Optional.empty()))
                .size(new FileSystemSize(77, END_OF_9999))
                .build();

        var answer = fileSystems().update(OWNER, old.id(), given -> {
            assertThat(given).isEqualTo(old);
            return changed;
        });

        assertThat(answer).contains(changed);
        assertThat(fileSystems().find(OWNER, old.id())).contains(changed);
    }

    @Test
    void leavesOthersAloneWhenOneChanges() {
        var one = add(aFileSystem().build());
        var other = add(aFileSystem().build());

        fileSystems().update(OWNER, one.id(), old -> aFileSystem(old).bytes(1).build());

        assertThat(fileSystems().find(OWNER, other.id())).contains(other);
    }

    @Test
    void leavesItAsItWasWhenTheChangeThrows() {
        var old = add(aFileSystem().build());
        var refusal = new AccessDenied("no");

        var thrown = catchThrowable(() -> fileSystems().update(OWNER, old.id(), given -> {
            throw refusal;
        }));

        assertThat(thrown).isSameAs(refusal);
        assertThat(fileSystems().find(OWNER, old.id())).contains(old);
    }

    @Test
    void losesNoneOfManyChangesAtOnce() {
        var id = add(aFileSystem().bytes(0).build()).id();

        Concurrently.run(8, i -> {
            for (var n = 0; n < 20; n++) {
                fileSystems()
                        .update(
                                OWNER,
                                id,
                                old -> aFileSystem(old)
                                        .bytes(old.size().bytes() + 1)
                                        .build());
            }
            return i;
        });

        assertThat(fileSystems().find(OWNER, id).orElseThrow().size().bytes()).isEqualTo(160);
    }

    @Test
    void losesNoneOfManyChangesInTransactionsAtOnce() {
        var id = add(aFileSystem().bytes(0).build()).id();

        Concurrently.run(
                8,
                i -> catalog().transactions().inOne(() -> {
                    fileSystems().find(OWNER, id);
                    return fileSystems()
                            .update(
                                    OWNER,
                                    id,
                                    old -> aFileSystem(old)
                                            .bytes(old.size().bytes() + 1)
                                            .build());
                }));

        assertThat(fileSystems().find(OWNER, id).orElseThrow().size().bytes()).isEqualTo(8);
    }

    @Test
    void removesAFileSystemAndFreesItsToken() {
        var fileSystem = add(aFileSystem().creationToken("token").build());

        assertThat(fileSystems().remove(OWNER, fileSystem.id())).isTrue();

        assertThat(fileSystems().find(OWNER, fileSystem.id())).isEmpty();
        assertThat(fileSystems().findByCreationToken(OWNER, "token")).isEmpty();
        assertThat(fileSystems().count(OWNER)).isZero();
        assertThat(fileSystems().remove(OWNER, fileSystem.id())).isFalse();
        assertThat(fileSystems().add(aFileSystem().creationToken("token").build()))
                .isTrue();
    }

    private FileSystem add(FileSystem fileSystem) {
        assertThat(fileSystems().add(fileSystem)).isTrue();
        return fileSystem;
    }
}
