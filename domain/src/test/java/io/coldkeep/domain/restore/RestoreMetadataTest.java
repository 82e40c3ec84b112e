package io.coldkeep.domain.restore;

import static io.coldkeep.domain.fixtures.Fixtures.OTHER_ACCOUNT;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.filesystem.FileSystemId;
import io.coldkeep.domain.filesystem.NewFileSystem;
import io.coldkeep.domain.filesystem.PerformanceMode;
import io.coldkeep.domain.filesystem.Throughput;
import io.coldkeep.domain.refusal.NotFound;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.tag.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestoreMetadataTest {

    private static final FileSystemId ID = FileSystemId.of("fs-0123abcd");

    @Test
    void goesToTheFileSystemThatItNames() {
        assertThat(destination(Map.of("file-system-id", "fs-0123abcd"))).isEqualTo(new Destination.Existing(ID));
        assertThat(destination(Map.of("file-system-id", ID.arn(OWNER).toString(), "newFileSystem", "false")))
                .isEqualTo(new Destination.Existing(ID));
    }

    @Test
    void findsNoFileSystemOfAnotherOwner() {
        assertThatThrownBy(() -> destination(
                        Map.of("file-system-id", ID.arn(OTHER_ACCOUNT).toString())))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void mustSayWhereTo() {
        assertThatThrownBy(() -> destination(Map.of()))
                .isInstanceOf(RuleBroken.class)
                .hasMessage("Metadata.file-system-id must be given unless newFileSystem is true");
        assertThatThrownBy(() -> destination(Map.of("file-system-id", "nonsense")))
                .isInstanceOf(RuleBroken.class);
    }

    @Test
    void makesANewFileSystemWithoutAutomaticBackups() {
        var destination = destination(Map.of("newFileSystem", "true", "file-system-id", "ignored"));

        assertThat(destination)
                .isEqualTo(new Destination.New(new NewFileSystem(
                        "token",
                        PerformanceMode.GENERAL_PURPOSE,
                        Throughput.BURSTING,
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(false),
                        Tags.NONE)));
    }

    @Test
    void makesANewFileSystemAsItSays() {
        var destination = destination(Map.of(
                "newFileSystem", "true",
                "CreationToken", "mine",
                "Encrypted", "true",
                "KmsKeyId", "alias/key",
                "PerformanceMode", "maxIO"));

        assertThat(destination)
                .isEqualTo(new Destination.New(new NewFileSystem(
                        "mine",
                        PerformanceMode.MAX_IO,
                        Throughput.BURSTING,
                        true,
                        Optional.of("alias/key"),
                        Optional.empty(),
                        Optional.of(false),
                        Tags.NONE)));
    }

    @Test
    void makesAOneZoneFileSystemWithoutAutomaticBackupsToo() {
        var destination = destination(Map.of("newFileSystem", "true", "availabilityZoneName", "eu-central-1a"));

        assertThat(destination).isInstanceOfSatisfying(Destination.New.class, fresh -> {
            assertThat(fresh.wanted().availabilityZoneName()).contains("eu-central-1a");
            assertThat(fresh.wanted().backup()).contains(false);
        });
    }

    @Test
    void passesOnWhatIsWrongWithANewFileSystem() {
        assertThatThrownBy(() -> destination(Map.of("newFileSystem", "true", "PerformanceMode", "fast")))
                .isInstanceOf(RuleBroken.class);
        assertThatThrownBy(() -> destination(Map.of("newFileSystem", "true", "KmsKeyId", "key")))
                .as("without Encrypted")
                .isInstanceOf(RuleBroken.class);
        assertThatThrownBy(() -> destination(Map.of("newFileSystem", "true", "CreationToken", "t".repeat(65))))
                .isInstanceOf(RuleBroken.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRUE", "yes", "", "1"})
    void readsFlagsAsTrueOrFalseOnly(String word) {
        assertThatThrownBy(() -> destination(Map.of("newFileSystem", word)))
                .isInstanceOf(RuleBroken.class)
                .hasMessage("Metadata.newFileSystem must be one of true, false, was '" + word + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ItemsToRestore", "itemsToRestore", "itemstorestore"})
    void readsKeysWithoutRegardToCase(String key) {
        var selection = new RestoreMetadata(Map.of(key, "/a/b c")).selection(RestoreMetadataTest::words);

        assertThat(selection.items()).containsExactlyInAnyOrder(EntryPath.parse("a/b"), EntryPath.parse("c"));
    }

    @Test
    void knowsAllKeysOfTheDocumentation() {
        assertThatCode(() -> new RestoreMetadata(Map.of("singleAzFilesystem", "false", "aws:backup:request-id", "x")))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesAKeyThatItDoesNotKnow() {
        assertThatThrownBy(() -> new RestoreMetadata(Map.of("ItemToRestore", "[\"/a\"]")))
                .isInstanceOf(RuleBroken.class)
                .hasMessageStartingWith("Metadata keys must be one of ")
                .hasMessageEndingWith("was 'ItemToRestore'");
    }

    @Test
    void refusesAKeyInTwoSpellings() {
        assertThatThrownBy(() -> new RestoreMetadata(Map.of("Encrypted", "true", "encrypted", "true")))
                .isInstanceOf(RuleBroken.class)
                .hasMessageEndingWith("must be given once");
    }

    @Test
    void restoresEverythingWhenNoItemIsNamed() {
        assertThat(new RestoreMetadata(Map.of()).selection(RestoreMetadataTest::words))
                .isEqualTo(RestoreSelection.EVERYTHING);
        assertThat(new RestoreMetadata(Map.of("ItemsToRestore", "")).selection(RestoreMetadataTest::words))
                .isEqualTo(RestoreSelection.EVERYTHING);
        assertThat(new RestoreMetadata(Map.of("ItemsToRestore", "/")).selection(RestoreMetadataTest::words))
                .isEqualTo(new RestoreSelection(Set.of(EntryPath.ROOT)));
    }

    @Test
    void refusesItemsThatLeadOut() {
        assertThatThrownBy(() ->
                        new RestoreMetadata(Map.of("ItemsToRestore", "/a /../b")).selection(RestoreMetadataTest::words))
                .isInstanceOf(RuleBroken.class);
    }

    @Test
    void holdsTwoHundredKibibytesAndNotOneByteMore() {
        var room = 200 * 1024 - "ItemsToRestore".length();
        var longest = new HashMap<>(Map.of("ItemsToRestore", "x".repeat(room)));

        assertThatCode(() -> new RestoreMetadata(longest)).doesNotThrowAnyException();
        assertThatThrownBy(() -> new RestoreMetadata(Map.of("ItemsToRestore", "x".repeat(room + 1))))
                .isInstanceOf(RuleBroken.class)
                .hasMessage("Metadata must be at most 204800 bytes, was 204801");
        assertThatThrownBy(() -> new RestoreMetadata(Map.of("ItemsToRestore", "\u00e4".repeat(room / 2 + 1))))
                .as("bytes, not characters")
                .isInstanceOf(RuleBroken.class);
    }

    /** Stands for a reader of JSON: the items, separated by blanks. */
    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }

    private static Destination destination(Map<String, String> metadata) {
        return new RestoreMetadata(metadata).destination(OWNER, "token");
    }
}
