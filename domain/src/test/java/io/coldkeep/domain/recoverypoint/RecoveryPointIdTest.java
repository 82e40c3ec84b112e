package io.coldkeep.domain.recoverypoint;

import static io.coldkeep.domain.fixtures.Fixtures.OTHER_ACCOUNT;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.domain.refusal.NotFound;
import io.coldkeep.domain.refusal.RuleBroken;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecoveryPointIdTest {

    private static final String UUID_TEXT = "1eb3b5e7-9eb0-435a-a80b-108b488b0d45";
    private static final String START = "arn:aws:backup:eu-central-1:123456789012:recovery-point:";

    @Test
    void readsTheArnThatItWrites() {
        var id = new RecoveryPointId(UUID.fromString(UUID_TEXT));

        assertThat(id.arn(OWNER)).hasToString(START + UUID_TEXT);
        assertThat(RecoveryPointId.resolve(OWNER, START + UUID_TEXT)).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                UUID_TEXT,
                "arn:aws:backup:eu-central-1:123456789012:backup-vault:Default",
                "arn:aws:ec2:eu-central-1::snapshot/snap-05f426fd8kdjb4224",
                "arn:aws:elasticfilesystem:eu-central-1:123456789012:recovery-point:" + UUID_TEXT,
                "arn:aws:backup:eu-central-1:123456789012"
            })
    void refusesWhatIsNoArnOfARecoveryPoint(String text) {
        assertThatThrownBy(() -> RecoveryPointId.resolve(OWNER, text))
                .isInstanceOf(RuleBroken.class)
                .hasMessageStartingWith("RecoveryPointArn must match ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1EB3B5E7-9EB0-435A-A80B-108B488B0D45",
                "1-1-1-1-1",
                "x",
                UUID_TEXT + "x",
                "continuous:fs-0123abcd",
                "aws/efs/" + UUID_TEXT
            })
    void findsNothingWhereTheIdIsNotOneOfOurs(String id) {
        assertThatThrownBy(() -> RecoveryPointId.resolve(OWNER, START + id)).isInstanceOf(NotFound.class);
    }

    @Test
    void findsNothingOfAnotherOwner() {
        var theirs = new RecoveryPointId(UUID.fromString(UUID_TEXT)).arn(OTHER_ACCOUNT);

        assertThatThrownBy(() -> RecoveryPointId.resolve(OWNER, theirs.toString()))
                .isInstanceOf(NotFound.class);
        assertThat(RecoveryPointId.ofArn(OWNER, theirs)).isEmpty();
    }

    @Test
    void sortsByItsText() {
        assertThat(Stream.of("80000000-0000-4000-8000-000000000000", "7fffffff-0000-4000-8000-000000000000")
                        .map(text -> new RecoveryPointId(UUID.fromString(text)))
                        .sorted()
                        .map(RecoveryPointId::toString))
                .containsExactly("7fffffff-0000-4000-8000-000000000000", "80000000-0000-4000-8000-000000000000");
    }
}
