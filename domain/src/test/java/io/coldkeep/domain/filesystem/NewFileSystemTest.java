package io.coldkeep.domain.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.domain.refusal.LimitExceeded;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.tag.Tags;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewFileSystemTest {

    private static final Throughput ELASTIC = new Throughput(Throughput.Mode.ELASTIC, Optional.empty());

    @Test
    void hasACreationTokenOfOneTo64Characters() {
        assertThat(NewFileSystem.of("t", Tags.NONE).creationToken()).isEqualTo("t");
        assertThat(NewFileSystem.of("t".repeat(64), Tags.NONE).creationToken()).hasSize(64);
        assertThatThrownBy(() -> NewFileSystem.of("", Tags.NONE))
                .isInstanceOf(RuleBroken.class)
                .hasMessage("CreationToken must be 1 to 64 characters long, was 0");
        assertThatThrownBy(() -> NewFileSystem.of("t".repeat(65), Tags.NONE)).isInstanceOf(RuleBroken.class);
    }

    @Test
    void hasAKeyOnlyWhenItIsEncrypted() {
        assertThat(wanted(
                                PerformanceMode.GENERAL_PURPOSE,
                                Throughput.BURSTING,
                                true,
                                Optional.of("alias/key"),
                                Optional.empty())
                        .kmsKeyId())
                .contains("alias/key");
        assertThatThrownBy(() -> wanted(
                        PerformanceMode.GENERAL_PURPOSE,
                        Throughput.BURSTING,
                        false,
                        Optional.of("key"),
                        Optional.empty()))
                .isInstanceOf(RuleBroken.class)
                .hasMessage("KmsKeyId must be given with Encrypted true only");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12345678-1234-1234-1234-123456789012",
                "mrk-0123456789abcdef0123456789abcdef",
                "alias/a/b_c-D",
                "arn:aws:kms:eu-central-1:123456789012:key/12345678-1234-1234-1234-123456789012",
                "arn:aws-cn:kms:cn-north-1:123456789012:alias/key"
            })
    void takesTheIdTheAliasAndTheArnOfAKey(String key) {
        assertThat(withKey(key).kmsKeyId()).contains(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bad !!", "key", "alias/", "alias/a b", "arn:aws:s3:::bucket"})
    void takesNothingElseForAKey(String key) {
        assertThatThrownBy(() -> withKey(key))
                .isInstanceOf(RuleBroken.class)
                .hasMessageStartingWith("KmsKeyId must match ")
                .hasMessageEndingWith(", was '" + key + "'");
    }

    @Test
    void takesNoKeyThatIsTooLong() {
        // Its region may be of any length, which the pattern allows.
        var arn = "arn:aws:kms:%s:123456789012:alias/key";
        var longest = arn.formatted("r".repeat(2048 - arn.length() + 2));

        assertThat(withKey(longest).kmsKeyId().orElseThrow()).hasSize(2048);
        assertThatThrownBy(() -> withKey(longest + "x"))
                .hasMessage("KmsKeyId must be 1 to 2048 characters long, was 2049");
        assertThatThrownBy(() -> withKey("k".repeat(5000)))
                .hasMessage("KmsKeyId must be 1 to 2048 characters long, was 5000");
        assertThatThrownBy(() -> withKey("")).isInstanceOf(RuleBroken.class);
    }

    private static NewFileSystem withKey(String key) {
        return wanted(PerformanceMode.GENERAL_PURPOSE, Throughput.BURSTING, true, Optional.of(key), Optional.empty());
    }

    @Test
    void hasAZoneOfOneTo64Characters() {
        assertThat(inZone("z").availabilityZoneName()).contains("z");
        assertThat(inZone("z".repeat(64)).availabilityZoneName()).contains("z".repeat(64));
        assertThatThrownBy(() -> inZone(""))
                .isInstanceOf(RuleBroken.class)
                .hasMessage("AvailabilityZoneName must be 1 to 64 characters long, was 0");
        assertThatThrownBy(() -> inZone("z".repeat(300)))
                .isInstanceOf(RuleBroken.class)
                .hasMessage("AvailabilityZoneName must be 1 to 64 characters long, was 300");
    }

    private static NewFileSystem inZone(String zone) {
        return wanted(PerformanceMode.GENERAL_PURPOSE, Throughput.BURSTING, false, Optional.empty(), Optional.of(zone));
    }

    @Test
    void isNotMaxIoInOneZoneOrWithElasticThroughput() {
        assertThat(wanted(PerformanceMode.MAX_IO, Throughput.BURSTING, false, Optional.empty(), Optional.empty()))
                .isNotNull();
        assertThatThrownBy(() -> wanted(
                        PerformanceMode.MAX_IO,
                        Throughput.BURSTING,
                        false,
                        Optional.empty(),
                        Optional.of("eu-central-1a")))
                .isInstanceOf(RuleBroken.class);
        assertThatThrownBy(() -> wanted(PerformanceMode.MAX_IO, ELASTIC, false, Optional.empty(), Optional.empty()))
                .isInstanceOf(RuleBroken.class);
    }

    private static NewFileSystem wanted(
            PerformanceMode mode,
            Throughput throughput,
            boolean encrypted,
            Optional<String> key,
            Optional<String> zone) {
        return new NewFileSystem("token", mode, throughput, encrypted, key, zone, Optional.empty(), Tags.NONE);
    }

    @ParameterizedTest
    @CsvSource({", , false", ", true, true", ", false, false", "eu-central-1a, , true", "eu-central-1a, false, false"})
    void isBackedUpInOneZoneUnlessItSaysOtherwise(String zone, Boolean backup, boolean expected) {
        var wanted = new NewFileSystem(
                "token",
                PerformanceMode.GENERAL_PURPOSE,
                Throughput.BURSTING,
                false,
                Optional.empty(),
                Optional.ofNullable(zone),
                Optional.ofNullable(backup),
                Tags.NONE);

        assertThat(wanted.wantsBackup()).isEqualTo(expected);
    }

    @Test
    void hasAtMostFiftyTags() {
        var tooMany = Tags.ofUser(IntStream.range(0, 51)
                .mapToObj(i -> "key-" + i)
                .collect(Collectors.toMap(Function.identity(), k -> "v")));

        assertThatThrownBy(() -> NewFileSystem.of("token", tooMany)).isInstanceOf(LimitExceeded.class);
    }

    @Test
    void namesAnExistingDirectoryByATag() {
        assertThat(NewFileSystem.of("token", Tags.ofUser(Map.of("coldkeep:source-path", "/srv/files")))
                        .sourcePath())
                .contains("/srv/files");
        assertThat(NewFileSystem.of("token", Tags.NONE).sourcePath()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1", "1.5", "1024", "3414"})
    void hasAProvisionedThroughputInRange(double mibps) {
        assertThat(new Throughput(Throughput.Mode.PROVISIONED, Optional.of(mibps)).provisionedMibps())
                .contains(mibps);
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                0,
                -1,
                0.999,
                3414.001,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                Double.MIN_VALUE,
                Double.MAX_VALUE
            })
    void hasNoOtherProvisionedThroughput(double mibps) {
        assertThatThrownBy(() -> new Throughput(Throughput.Mode.PROVISIONED, Optional.of(mibps)))
                .isInstanceOf(RuleBroken.class)
                .hasMessage("ProvisionedThroughputInMibps must be 1 to 3414, was " + mibps);
    }

    @Test
    void hasARateWithProvisionedThroughputAndOnlyThen() {
        assertThatThrownBy(() -> new Throughput(Throughput.Mode.PROVISIONED, Optional.empty()))
                .isInstanceOf(RuleBroken.class);
        assertThatThrownBy(() -> new Throughput(Throughput.Mode.BURSTING, Optional.of(1.0)))
                .isInstanceOf(RuleBroken.class);
        assertThatThrownBy(() -> new Throughput(Throughput.Mode.ELASTIC, Optional.of(1.0)))
                .isInstanceOf(RuleBroken.class);
    }

    @Test
    void readsItsWordsAsTheApiSpellsThem() {
        assertThat(PerformanceMode.parse("maxIO")).isEqualTo(PerformanceMode.MAX_IO);
        assertThat(PerformanceMode.parse("generalPurpose").word()).isEqualTo("generalPurpose");
        assertThat(Throughput.Mode.parse("elastic").word()).isEqualTo("elastic");
        assertThatThrownBy(() -> PerformanceMode.parse("MAX_IO"))
                .hasMessage("PerformanceMode must be one of generalPurpose, maxIO, was 'MAX_IO'");
        assertThatThrownBy(() -> Throughput.Mode.parse("BURSTING"))
                .hasMessage("ThroughputMode must be one of bursting, provisioned, elastic, was 'BURSTING'");
    }

    @Test
    void tiersToArchiveOnlyAfterInfrequentAccess() {
        var week = Optional.of("AFTER_7_DAYS");
        var month = Optional.of("AFTER_30_DAYS");

        assertThat(new Tiering(week, Optional.of("AFTER_1_ACCESS"), month)).isNotNull();
        assertThat(new Tiering(Optional.empty(), Optional.empty(), week)).isNotNull();
        assertThatThrownBy(() -> new Tiering(month, Optional.empty(), week)).isInstanceOf(RuleBroken.class);
        assertThatThrownBy(() -> new Tiering(week, Optional.empty(), week)).isInstanceOf(RuleBroken.class);
        assertThatThrownBy(() -> new Tiering(Optional.of("AFTER_8_DAYS"), Optional.empty(), Optional.empty()))
                .isInstanceOf(RuleBroken.class)
                .hasMessageStartingWith("LifecyclePolicies.TransitionToIA must be one of ");
        assertThatThrownBy(() -> new Tiering(Optional.empty(), week, Optional.empty()))
                .isInstanceOf(RuleBroken.class);
    }
}
