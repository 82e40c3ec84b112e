package io.coldkeep.domain.tag;

import static io.coldkeep.domain.fixtures.Fixtures.JAN_1;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_ACCOUNT_ROOT;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.ROOT;
import static io.coldkeep.domain.fixtures.Fixtures.aRecoveryPoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.domain.access.Requester;
import io.coldkeep.domain.access.VaultAction;
import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.filesystem.NewFileSystem;
import io.coldkeep.domain.memory.MemoryService;
import io.coldkeep.domain.policy.BackupPolicy;
import io.coldkeep.domain.refusal.AccessDenied;
import io.coldkeep.domain.refusal.LimitExceeded;
import io.coldkeep.domain.refusal.NotFound;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.refusal.Subject;
import io.coldkeep.domain.vault.VaultName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagServiceTest {

    private static final Tags RED = Tags.ofUser(Map.of("colour", "red"));

    private final MemoryService service = new MemoryService(JAN_1);
    private final TagService tags = service.tags;
    private Arn fileSystem;
    private Arn vault;
    private Arn point;

    @BeforeEach
    void makeOneOfEachKind() {
        fileSystem = service.fileSystems
                .create(OWNER, NewFileSystem.of("token", Tags.NONE))
                .arn();
        var made = service.vaults.create(OWNER, VaultName.of("vault"), Optional.empty(), Optional.empty(), Tags.NONE);
        vault = made.arn();
        var recoveryPoint = aRecoveryPoint().in(made).build();
        service.catalog.recoveryPoints().add(recoveryPoint);
        point = recoveryPoint.arn();
    }

    private Stream<String> all() {
        return Stream.of(fileSystem, vault, point).map(Arn::toString);
    }

    @Test
    void tagsAndUntagsEveryKindOfResource() {
        all().forEach(arn -> {
            assertThat(tags.list(ROOT, arn)).isEqualTo(Tags.NONE);

            tags.tag(ROOT, arn, Tags.ofUser(Map.of("colour", "blue", "size", "L")));
            tags.tag(ROOT, arn, RED);
            assertThat(tags.list(ROOT, arn)).isEqualTo(Tags.ofUser(Map.of("colour", "red", "size", "L")));

            tags.untag(ROOT, arn, List.of("size", "never there"));
            assertThat(tags.list(ROOT, arn)).isEqualTo(RED);
        });
    }

    @Test
    void tagsTheDefaultVaultBeforeAnybodyAskedForIt() {
        var arn = VaultName.DEFAULT.arn(OWNER).toString();

        tags.tag(ROOT, arn, RED);

        assertThat(tags.list(ROOT, arn)).isEqualTo(RED);
    }

    @Test
    void findsNothingOfAnotherOwner() {
        all().forEach(arn -> {
            assertThatThrownBy(() -> tags.list(OTHER_ACCOUNT_ROOT, arn)).isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> tags.tag(OTHER_ACCOUNT_ROOT, arn, RED)).isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> tags.untag(OTHER_ACCOUNT_ROOT, arn, List.of("colour")))
                    .isInstanceOf(NotFound.class);
        });
    }

    @Test
    void changesNothingThatTheAccessPolicyOfAVaultDenies() {
        tags.tag(ROOT, vault.toString(), RED);
        tags.tag(ROOT, point.toString(), RED);
        service.vaults.putAccessPolicy(
                ROOT,
                VaultName.of("vault"),
                service.accessPolicies.denying(VaultAction.TAG_RESOURCE, VaultAction.UNTAG_RESOURCE));

        Stream.of(vault, point).map(Arn::toString).forEach(arn -> {
            assertThatThrownBy(() -> tags.tag(ROOT, arn, RED)).isInstanceOf(AccessDenied.class);
            assertThatThrownBy(() -> tags.untag(ROOT, arn, List.of("colour"))).isInstanceOf(AccessDenied.class);
            assertThat(tags.list(ROOT, arn)).isEqualTo(RED);
        });
        tags.tag(ROOT, fileSystem.toString(), RED);
    }

    @Test
    void listsNothingThatTheAccessPolicyOfAVaultDenies() {
        service.vaults.putAccessPolicy(
                ROOT, VaultName.of("vault"), service.accessPolicies.denying(VaultAction.LIST_TAGS));

        Stream.of(vault, point).map(Arn::toString).forEach(arn -> {
            assertThatThrownBy(() -> tags.list(ROOT, arn)).isInstanceOf(AccessDenied.class);
            tags.tag(ROOT, arn, RED);
        });
        assertThat(tags.list(ROOT, fileSystem.toString())).isEqualTo(Tags.NONE);
    }

    @Test
    void leavesNoTagsOfWhatGoesAwayMeanwhile() {
        var vanishing = new TagService(List.of(new Vanishing()), service.catalog.tags(), service.catalog);

        assertThatThrownBy(() -> vanishing.tag(ROOT, vault.toString(), RED)).isInstanceOf(NotFound.class);

        assertThat(service.catalog.tags().find(OWNER, vault)).isEqualTo(Tags.NONE);
    }

    /** There when it is first looked for, and never again. */
    private static final class Vanishing implements Taggable {

        private boolean isGone;

        @Override
        public boolean bears(Owner owner, Arn resource) {
            return true;
        }

        @Override
        public void requireTaggable(Requester who, VaultAction action, Arn resource) {
            if (isGone) {
                throw new NotFound(Subject.RESOURCE, resource.toString());
            }
            isGone = true;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/fs-00000000",
                "arn:aws:elasticfilesystem:eu-central-1:123456789012:access-point/fsap-00000000",
                "arn:aws:backup:eu-central-1:123456789012:backup-vault:nowhere",
                "arn:aws:backup:eu-central-1:123456789012:backup-plan:nowhere",
                "arn:aws:backup:eu-central-1:123456789012:recovery-point:1eb3b5e7-9eb0-435a-a80b-108b488b0d45",
                "arn:aws:s3:::bucket"
            })
    void findsNothingWhereNothingIs(String arn) {
        assertThatThrownBy(() -> tags.list(ROOT, arn)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> tags.tag(ROOT, arn, RED)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> tags.untag(ROOT, arn, List.of("a"))).isInstanceOf(NotFound.class);
    }

    @Test
    void namesWhatItDidNotFind() {
        assertThatThrownBy(() -> tags.list(ROOT, "arn:aws:s3:::bucket"))
                .isInstanceOfSatisfying(
                        NotFound.class, e -> assertThat(e.subject()).isEqualTo(Subject.RESOURCE));
        assertThatThrownBy(
                        () -> tags.list(ROOT, VaultName.of("nowhere").arn(OWNER).toString()))
                .isInstanceOfSatisfying(
                        NotFound.class, e -> assertThat(e.subject()).isEqualTo(Subject.BACKUP_VAULT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "vault", "arn:aws:backup", "fs-00000000"})
    void refusesWhatIsNoArn(String text) {
        assertThatThrownBy(() -> tags.list(ROOT, text))
                .isInstanceOf(RuleBroken.class)
                .hasMessageStartingWith("ResourceArn must match ");
    }

    @Test
    void refusesAVaultArnWhoseNameIsNoName() {
        assertThatThrownBy(() -> tags.list(ROOT, "arn:aws:backup:eu-central-1:123456789012:backup-vault:a b"))
                .isInstanceOf(RuleBroken.class);
    }

    @Test
    void refusesMoreThanFiftyTagsAndAddsNoneOfThem() {
        var fifty = Tags.ofUser(IntStream.range(0, 50)
                .mapToObj(i -> "key-" + i)
                .collect(Collectors.toMap(Function.identity(), k -> "v")));
        tags.tag(ROOT, vault.toString(), fifty);

        assertThatThrownBy(() -> tags.tag(ROOT, vault.toString(), RED)).isInstanceOf(LimitExceeded.class);

        assertThat(tags.list(ROOT, vault.toString())).isEqualTo(fifty);
    }

    @Test
    void keepsTheTagThatSaysWhichDirectoryAFileSystemIs() {
        service.directories.allow("/srv/files");
        var path = Tags.ofUser(Map.of(NewFileSystem.SOURCE_PATH_TAG, "/srv/files"));
        var elsewhere = Tags.ofUser(Map.of(NewFileSystem.SOURCE_PATH_TAG, "/srv/others", "colour", "red"));
        var keys = List.of("colour", NewFileSystem.SOURCE_PATH_TAG);
        var adopted = service.fileSystems
                .create(OWNER, NewFileSystem.of("adopted", path))
                .arn()
                .toString();

        assertRefused(() -> tags.tag(ROOT, adopted, elsewhere));
        assertRefused(() -> tags.untag(ROOT, adopted, keys));
        assertRefused(() -> tags.tag(ROOT, fileSystem.toString(), path));
        assertThat(tags.list(ROOT, adopted)).isEqualTo(path);
        assertThat(tags.list(ROOT, fileSystem.toString())).isEqualTo(Tags.NONE);

        tags.tag(ROOT, adopted, path.with(RED));
        tags.untag(ROOT, adopted, List.of("colour"));
        tags.untag(ROOT, fileSystem.toString(), keys);
        assertThat(tags.list(ROOT, adopted)).isEqualTo(path);
        tags.tag(ROOT, vault.toString(), elsewhere);
        assertThat(tags.list(ROOT, vault.toString())).isEqualTo(elsewhere);
    }

    private static void assertRefused(ThrowingCallable change) {
        assertThatThrownBy(change)
                .isInstanceOf(RuleBroken.class)
                .hasMessage("Tags must not add, change or remove 'coldkeep:source-path' once the file system is made");
    }

    @Test
    void showsTheServicesTagsAndLetsNobodyRemoveThem() throws Exception {
        var id = service.fileSystems.findByCreationToken(OWNER, "token").get(0).id();
        service.policies.put(OWNER, id, BackupPolicy.Setting.ENABLED);
        service.runWork();

        assertThatThrownBy(() -> tags.untag(
                        ROOT, fileSystem.toString(), List.of("colour", "aws:elasticfilesystem:default-backup")))
                .isInstanceOf(RuleBroken.class);

        assertThat(tags.list(ROOT, fileSystem.toString()).get("aws:elasticfilesystem:default-backup"))
                .contains("enabled");
    }
}
