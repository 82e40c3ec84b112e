package io.coldkeep.persistence.sql.json;

import static io.coldkeep.domain.fixtures.Fixtures.aRecoveryPoint;
import static io.coldkeep.domain.fixtures.Fixtures.uuid;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.content.Description;
import io.coldkeep.domain.fixtures.Fixtures;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.recoverypoint.PointRecord;
import io.coldkeep.domain.tag.Tags;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PointRecordTextsTest {

    private final PointRecordTexts texts = new PointRecordTexts();

    private static PointRecord full() {
        var bare = bare();
        return new PointRecord(
                bare.owner(),
                bare.id(),
                bare.vaultName(),
                bare.resourceArn(),
                Optional.of("näme \"quoted\" \u0001"),
                bare.iamRoleArn(),
                Optional.of(Fixtures.NIGHTLY_RULE),
                Arn.parse("arn:aws:backup:us-east-1:123456789012:backup-vault:second"),
                bare.initiationDate(),
                bare.creationDate().plusMillis(1),
                bare.completionDate().plusNanos(1),
                Lifecycle.deleteAfter(200).movingToColdAfter(30),
                Tags.ofUser(Map.of("b", "", "a", "one two")),
                bare.job());
    }

    private static PointRecord bare() {
        return PointRecord.of(aRecoveryPoint().build(), Tags.NONE, uuid());
    }

    @Test
    void readsWhatItWrote() {
        for (var record : new PointRecord[] {full(), bare()}) {
            assertThat(texts.read(texts.write(record))).contains(record);
        }
    }

    @Test
    void writesTheSameForTheSame() {
        var record = full();

        assertThat(texts.write(record)).isEqualTo(new PointRecordTexts().write(record));
        assertThat(texts.write(record).text())
                .startsWith("{\"account\":\"123456789012\",\"completionDate\":")
                .contains("\"lifecycle\":{\"deleteAfter\":\"200\",\"moveToColdAfter\":\"30\"}")
                .contains("\"tags\":{\"a\":\"one two\",\"b\":\"\"}")
                .endsWith("\"version\":1}");
    }

    @Test
    void readsNothingElse() {
        var good = texts.write(full()).text();
        for (var bad : new String[] {
            "",
            "[]",
            "{",
            "null",
            "{\"version\":1}",
            good.replace("\"version\":1", "\"version\":2"),
            good.replace("\"account\":\"123456789012\"", "\"account\":\"1\""),
            good.replace("\"account\":\"123456789012\"", "\"account\":7"),
            good.replace("\"deleteAfter\":\"200\"", "\"deleteAfter\":\"31\""),
            good.replace("\"planId\"", "\"plan\"")
        }) {
            assertThat(texts.read(new Description(bad))).as(bad).isEmpty();
        }
    }
}
