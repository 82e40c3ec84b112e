package io.coldkeep.domain.filesystem;

import static io.coldkeep.domain.fixtures.Fixtures.OTHER_ACCOUNT;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_REGION;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.refusal.NotFound;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.refusal.Subject;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileSystemIdTest {

    private static final String SHORTEST = "fs-0123abcd";
    private static final String LONGEST = "fs-" + "0123456789".repeat(4);

    @ParameterizedTest
    @ValueSource(strings = {SHORTEST, "fs-0123456789abcdef0", "fs-0123456789012345678901234567890123456789"})
    void readsAnId(String id) {
        assertThat(FileSystemId.resolve(OWNER, id)).isEqualTo(FileSystemId.of(id));
        assertThat(FileSystemId.of(id)).hasToString(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {SHORTEST, "fs-0123456789abcdef0", "fs-0123456789012345678901234567890123456789"})
    void readsTheArnOfTheOwner(String id) {
        var arn = "arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/" + id;

        assertThat(FileSystemId.resolve(OWNER, arn)).isEqualTo(FileSystemId.of(id));
        assertThat(FileSystemId.of(id).arn(OWNER)).hasToString(arn);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fs-",
                "fs-0123abc",
                "fs-01234567890123456789012345678901234567890",
                "fs-0123ABCD",
                "FS-0123abcd",
                "fs-0123abcg",
                "fs-0123abcd ",
                " fs-0123abcd",
                "fs-0123abcd\n",
                "fs-0123abcd/..",
                "fsap-0123abcd",
                "0123abcd",
                "..",
                "arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/",
                "arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/fs-0123abc",
                "arn:aws:elasticfilesystem:eu-central-1:123456789012:access-point/fs-0123abcd",
                "arn:aws:backup:eu-central-1:123456789012:file-system/fs-0123abcd",
                "arn:azure:elasticfilesystem:eu-central-1:123456789012:file-system/fs-0123abcd",
                "arn:aws:elasticfilesystem::file-system/fs-0123abcd"
            })
    void refusesWhatIsNeitherAnIdNorAnArn(String text) {
        assertThatThrownBy(() -> FileSystemId.resolve(OWNER, text))
                .isInstanceOf(RuleBroken.class)
                .hasMessageStartingWith("FileSystemId must match ");
    }

    @Test
    void refusesTextsOfMoreThan128Characters() {
        var longest =
                "arn:aws" + "-a".repeat(4) + ":elasticfilesystem:eu-central-1:123456789012:file-system/" + LONGEST;
        assertThat(longest.length()).isLessThanOrEqualTo(128);
        assertThatThrownBy(() -> FileSystemId.resolve(OWNER, longest)).isInstanceOf(NotFound.class);

        assertThatThrownBy(() -> FileSystemId.resolve(OWNER, "f".repeat(128)))
                .hasMessageStartingWith("FileSystemId must match ");
        assertThatThrownBy(() -> FileSystemId.resolve(OWNER, "f".repeat(129)))
                .isInstanceOf(RuleBroken.class)
                .hasMessage("FileSystemId must be at most 128 characters long, was 129");
        assertThatThrownBy(() -> FileSystemId.resolve(OWNER, "fs-0123abcd".repeat(100_000)))
                .isInstanceOf(RuleBroken.class);
    }

    @Test
    void findsNothingUnderTheArnOfAnotherOwner() {
        var id = FileSystemId.of(SHORTEST);

        Stream.of(OTHER_ACCOUNT, OTHER_REGION, Owner.of("123456789012", "cn-north-1"))
                .forEach(other -> assertThatThrownBy(
                                () -> FileSystemId.resolve(OWNER, id.arn(other).toString()))
                        .isInstanceOfSatisfying(NotFound.class, refusal -> {
                            assertThat(refusal.subject()).isEqualTo(Subject.FILE_SYSTEM);
                            assertThat(refusal.id()).isEqualTo(id.arn(other).toString());
                        }));
        assertThatThrownBy(() -> FileSystemId.resolve(
                        OWNER, "arn:aws-cn:elasticfilesystem:eu-central-1:123456789012:file-system/" + SHORTEST))
                .as("the wrong partition")
                .isInstanceOf(NotFound.class);
    }

    @Test
    void findsTheIdInNoOtherArn() {
        assertThat(FileSystemId.ofArn(OWNER, OWNER.arn("elasticfilesystem", "file-system/" + SHORTEST)))
                .contains(FileSystemId.of(SHORTEST));
        Stream.of(
                        OWNER.arn("elasticfilesystem", "file-system/" + SHORTEST + "/x"),
                        OWNER.arn("elasticfilesystem", SHORTEST),
                        OWNER.arn("backup", "file-system/" + SHORTEST),
                        OTHER_ACCOUNT.arn("elasticfilesystem", "file-system/" + SHORTEST))
                .forEach(arn ->
                        assertThat(FileSystemId.ofArn(OWNER, arn)).as("%s", arn).isEmpty());
    }

    @Test
    void hasSeventeenDigitsWhenItIsNew() {
        var random = new Random(1);

        var ids =
                Stream.generate(() -> FileSystemId.random(random)).limit(1_000).toList();

        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.value().matches("fs-[0-9a-f]{17}"));
    }

    @Test
    void sortsByItsCharacters() {
        assertThat(Stream.of("fs-b0000000", "fs-a0000000", "fs-90000000")
                        .map(FileSystemId::of)
                        .sorted()
                        .map(FileSystemId::value))
                .containsExactly("fs-90000000", "fs-a0000000", "fs-b0000000");
    }
}
