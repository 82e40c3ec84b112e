package io.coldkeep.domain.filesystem;

import static io.coldkeep.domain.fixtures.Fixtures.JAN_1;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_ACCOUNT;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.domain.fixtures.Seeds;
import io.coldkeep.domain.memory.MemoryService;
import io.coldkeep.domain.policy.BackupPolicy;
import io.coldkeep.domain.policy.BackupPolicy.Setting;
import io.coldkeep.domain.refusal.NotFound;
import io.coldkeep.domain.refusal.Subject;
import io.coldkeep.domain.tag.Tags;
import io.coldkeep.domain.work.Work;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BackupPolicyServiceTest {

    private static final Tags NAMED = Tags.ofUser(Map.of("Name", "files"));

    private final MemoryService service = new MemoryService(JAN_1);
    private final BackupPolicyService policies = service.policies;
    private FileSystem fileSystem;
    private FileSystemId id;

    @BeforeEach
    void makeFileSystem() {
        fileSystem = service.fileSystems.create(OWNER, NewFileSystem.of("token", NAMED));
        id = fileSystem.id();
    }

    @Test
    void isNotThereBeforeItWasSet() {
        assertThatThrownBy(() -> policies.describe(OWNER, id))
                .isInstanceOfSatisfying(
                        NotFound.class, e -> assertThat(e.subject()).isEqualTo(Subject.BACKUP_POLICY));
    }

    @Test
    void isOnItsWayUntilTheWorkIsDone() throws Exception {
        assertThat(policies.put(OWNER, id, Setting.ENABLED)).isEqualTo(BackupPolicy.ENABLING);
        assertThat(policies.describe(OWNER, id)).isEqualTo(BackupPolicy.ENABLING);
        assertThat(hasTag()).isFalse();

        service.runWork();

        assertThat(policies.describe(OWNER, id)).isEqualTo(BackupPolicy.ENABLED);
        assertThat(hasTag()).isTrue();
        assertThat(service.fileSystems.tagsOf(fileSystem).get("Name")).contains("files");
    }

    @Test
    void staysDisabledForEverOnceItWasSet() throws Exception {
        policies.put(OWNER, id, Setting.ENABLED);
        service.runWork();

        assertThat(policies.put(OWNER, id, Setting.DISABLED)).isEqualTo(BackupPolicy.DISABLING);
        assertThat(hasTag()).as("until the work is done").isTrue();
        service.runWork();

        assertThat(policies.describe(OWNER, id)).isEqualTo(BackupPolicy.DISABLED);
        assertThat(hasTag()).isFalse();
        assertThat(service.fileSystems.tagsOf(fileSystem)).isEqualTo(NAMED);
    }

    @Test
    void isDisabledWithoutHavingBeenEnabled() throws Exception {
        assertThat(policies.put(OWNER, id, Setting.DISABLED)).isEqualTo(BackupPolicy.DISABLING);

        service.runWork();

        assertThat(policies.describe(OWNER, id)).isEqualTo(BackupPolicy.DISABLED);
    }

    @Test
    void asksForNoWorkWhenItStaysDisabled() throws Exception {
        policies.put(OWNER, id, Setting.DISABLED);
        service.runWork();

        assertThat(policies.put(OWNER, id, Setting.DISABLED)).isEqualTo(BackupPolicy.DISABLED);

        assertThat(service.queue.waiting()).isEmpty();
    }

    @Test
    void letsTheLastOneWinBeforeTheWorkIsDone() throws Exception {
        policies.put(OWNER, id, Setting.ENABLED);
        assertThat(policies.put(OWNER, id, Setting.DISABLED)).isEqualTo(BackupPolicy.DISABLING);

        service.runWork();

        assertThat(policies.describe(OWNER, id)).isEqualTo(BackupPolicy.DISABLED);
        assertThat(hasTag()).isFalse();
    }

    /** Puts and settlements in any order: the last put holds, in between too, and nothing stays on its way. */
    @Test
    void endsWhereTheLastPutWantedItInWhateverOrderTheWorkIsDone() throws Exception {
        var random = Seeds.random(BackupPolicyServiceTest.class);
        for (var round = 0; round < 200; round++) {
            var last = Setting.DISABLED;
            for (var step = 0; step < 5; step++) {
                last = random.nextBoolean() ? Setting.ENABLED : Setting.DISABLED;
                policies.put(OWNER, id, last);
                assertThat(policies.describe(OWNER, id).put(last)).isEqualTo(policies.describe(OWNER, id));
                for (var settlements = random.nextInt(3); settlements > 0; settlements--) {
                    policies.settle(OWNER, id);
                    assertThat(policies.describe(OWNER, id)).hasToString(last.name());
                }
            }
            service.runWork();
            assertThat(policies.describe(OWNER, id)).hasToString(last.name());
            assertThat(hasTag()).isEqualTo(last == Setting.ENABLED);
        }
    }

    @Test
    void endsWhereTheLastPutWantedItWhenPutsAndWorkRunAtOnce() throws Exception {
        var settler = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                policies.settle(OWNER, id);
            }
        });
        settler.start();
        try {
            for (var i = 0; i < 200; i++) {
                policies.put(OWNER, id, Setting.ENABLED);
                assertThat(policies.describe(OWNER, id)).isIn(BackupPolicy.ENABLING, BackupPolicy.ENABLED);
                policies.put(OWNER, id, Setting.DISABLED);
                assertThat(policies.describe(OWNER, id)).isIn(BackupPolicy.DISABLING, BackupPolicy.DISABLED);
            }
        } finally {
            settler.interrupt();
            settler.join();
        }
        service.runWork();

        assertThat(policies.describe(OWNER, id)).isEqualTo(BackupPolicy.DISABLED);
        assertThat(hasTag()).isFalse();
    }

    @Test
    void isAskedForOnceMoreWhenItsWorkRunsTwice() throws Exception {
        policies.put(OWNER, id, Setting.ENABLED);
        policies.settle(OWNER, id);
        policies.settle(OWNER, id);

        assertThat(policies.describe(OWNER, id)).isEqualTo(BackupPolicy.ENABLED);
        assertThat(hasTag()).isTrue();
    }

    @Test
    void settlesNothingThatWasNeverSetOrIsGone() {
        policies.settle(OWNER, id);
        policies.settle(OWNER, FileSystemId.of("fs-00000000"));

        assertThatThrownBy(() -> policies.describe(OWNER, id)).isInstanceOf(NotFound.class);
    }

    @Test
    void belongsToItsOwnerOnly() {
        assertThatThrownBy(() -> policies.put(OTHER_ACCOUNT, id, Setting.ENABLED))
                .isInstanceOfSatisfying(
                        NotFound.class, e -> assertThat(e.subject()).isEqualTo(Subject.FILE_SYSTEM));
        assertThatThrownBy(() -> policies.describe(OTHER_ACCOUNT, id))
                .isInstanceOfSatisfying(
                        NotFound.class, e -> assertThat(e.subject()).isEqualTo(Subject.FILE_SYSTEM));
        assertThat(service.queue.waiting()).isEmpty();
    }

    @Test
    void enqueuesTheWorkForItsFileSystem() {
        policies.put(OWNER, id, Setting.ENABLED);

        assertThat(service.queue.waiting()).containsExactly(new Work.SettleBackupPolicy(OWNER, id.value()));
    }

    private boolean hasTag() {
        return service.fileSystems
                .tagsOf(fileSystem)
                .get("aws:elasticfilesystem:default-backup")
                .equals(Optional.of("enabled"));
    }
}
