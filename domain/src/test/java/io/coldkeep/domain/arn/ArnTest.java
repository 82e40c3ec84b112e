package io.coldkeep.domain.arn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArnTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:backup:eu-central-1:123456789012:recovery-point:1eb3b5e7-9eb0-435a-a80b-108b488b0d45",
                "arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/fs-0123abcd",
                "arn:aws:ec2:eu-central-1::snapshot/snap-05f426fd8kdjb4224",
                "arn:aws:iam::123456789012:role/service-role/Backup",
                "arn:aws:backup:eu-central-1:123456789012:backup-plan:aws/efs/73d922fb-9312-3a70-99c3-e69367f9fdad",
                "arn:aws:s3:::bucket",
                "arn:aws:x:::a:b::c:"
            })
    void readsWhatItWrites(String text) {
        assertThat(Arn.parse(text)).hasValueSatisfying(arn -> assertThat(arn).hasToString(text));
    }

    @Test
    void readsTheParts() {
        assertThat(Arn.parse("arn:aws:backup:eu-central-1:123456789012:backup-vault:a/b:c"))
                .contains(new Arn("aws", "backup", "eu-central-1", "123456789012", "backup-vault:a/b:c"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "arn",
                "arn:",
                ":::::",
                "arn:aws:backup:eu-central-1:123456789012",
                "arn:aws:backup:eu-central-1:123456789012:",
                "arn::backup:eu-central-1:123456789012:x",
                "arn:aws::eu-central-1:123456789012:x",
                "ARN:aws:backup:eu-central-1:123456789012:x",
                " arn:aws:backup:eu-central-1:123456789012:x",
                "fs-0123abcd"
            })
    void readsNothingElse(String text) {
        assertThat(Arn.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "a\nb", "\u007f", "\u0085"})
    void holdsNoControlCharacters(String resource) {
        assertThat(Arn.parse("arn:aws:backup:eu-central-1:123456789012:" + resource))
                .isEmpty();
    }

    @Test
    void isAtMost2048CharactersLong() {
        var start = "arn:aws:backup:eu-central-1:123456789012:";

        assertThat(Arn.parse(start + "x".repeat(2048 - start.length()))).isPresent();
        assertThat(Arn.parse(start + "x".repeat(2049 - start.length()))).isEmpty();
    }
}
