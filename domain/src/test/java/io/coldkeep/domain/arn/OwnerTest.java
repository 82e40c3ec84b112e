package io.coldkeep.domain.arn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.domain.refusal.RuleBroken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnerTest {

    @ParameterizedTest
    @CsvSource({
        "eu-central-1, aws",
        "us-east-1, aws",
        "ap-southeast-2, aws",
        "mx-central-1, aws",
        "cn-northwest-1, aws-cn",
        "us-gov-west-1, aws-us-gov"
    })
    void buildsArnsInThePartitionOfItsRegion(String region, String partition) {
        var owner = Owner.of("123456789012", region);

        var arn = owner.arn("backup", "backup-vault:Default");

        assertThat(arn).hasToString("arn:" + partition + ":backup:" + region + ":123456789012:backup-vault:Default");
        assertThat(owner.owns(arn, "backup")).isTrue();
    }

    @Test
    void ownsNothingOfAnotherAccountRegionPartitionOrService() {
        var owner = Owner.of("123456789012", "eu-central-1");

        assertThat(owner.owns(new Arn("aws", "backup", "eu-central-1", "123456789012", "x"), "backup"))
                .isTrue();
        assertThat(owner.owns(new Arn("aws", "backup", "eu-central-1", "210987654321", "x"), "backup"))
                .isFalse();
        assertThat(owner.owns(new Arn("aws", "backup", "us-east-1", "123456789012", "x"), "backup"))
                .isFalse();
        assertThat(owner.owns(new Arn("aws-cn", "backup", "eu-central-1", "123456789012", "x"), "backup"))
                .isFalse();
        assertThat(owner.owns(new Arn("aws", "backup", "eu-central-1", "123456789012", "x"), "elasticfilesystem"))
                .isFalse();
        assertThat(owner.owns(new Arn("aws", "backup", "", "", "x"), "backup")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"000000000000", "123456789012"})
    void hasAnAccountOfTwelveDigits(String account) {
        assertThat(AccountId.isValid(account)).isTrue();
        assertThat(AccountId.of(account)).hasToString(account);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "12345678901",
                "1234567890123",
                "12345678901a",
                "١٢٣٤٥٦٧٨٩٠١٢",
                "123456789012\n",
                "-23456789012"
            })
    void hasNoOtherAccount(String account) {
        assertThat(AccountId.isValid(account)).isFalse();
        assertThatThrownBy(() -> AccountId.of(account)).isInstanceOf(RuleBroken.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "eu",
                "eu-central",
                "eu-central-",
                "eu-central-1a",
                "EU-central-1",
                "eu_central_1",
                "eu-central-1\n",
                "../eu-central-1",
                "eu-central-100",
                "abcdefgh-abcdefghijklmnop-abcdefghijk-1"
            })
    void hasNoOtherRegion(String code) {
        assertThat(Region.isValid(code)).isFalse();
        assertThatThrownBy(() -> Region.of(code)).isInstanceOf(RuleBroken.class);
    }
}
