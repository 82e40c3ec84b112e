package io.coldkeep.domain.access;

import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.domain.access.Condition.Operator;
import io.coldkeep.domain.arn.Arn;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {

    private static final Arn ALICE = Requester.of(OWNER, "user/team/alice").principal();

    @ParameterizedTest
    @CsvSource({
        "StringEquals,    arn:aws:iam::123456789012:user/team/alice, true",
        "StringEquals,    arn:aws:iam::123456789012:user/team/ALICE, false",
        "StringEquals,    arn:aws:iam::123456789012:user/*,          false",
        "StringNotEquals, arn:aws:iam::123456789012:user/team/alice, false",
        "StringNotEquals, arn:aws:iam::123456789012:user/team/bob,   true",
        "StringLike,      *:user/team/alic?,                         true",
        "StringLike,      *:user/alice,                              false",
        "StringLike,      arn:*/alice,                               true",
        "StringNotLike,   *alice,                                    false",
        "StringNotLike,   *bob,                                      true",
        "ArnEquals,       arn:aws:iam::123456789012:user/team/alice, true",
        "ArnEquals,       arn:aws:iam::*:user/*,                     true",
        "ArnLike,         arn:aws:iam::123456789012:user/*/alice,    true",
        "ArnLike,         arn:aws:iam::123456789012:role/*,          false",
        "ArnLike,         arn:*:*:*:*:*,                             true",
        "ArnLike,         arn:*:123456789012:user/team/alice:*:*,    false",
        "ArnNotLike,      arn:aws:iam::*:user/*,                     false",
        "ArnNotLike,      arn:aws:iam::*:role/*,                     true",
        "ArnNotEquals,    arn:aws:iam::*:user/*,                     false",
    })
    void comparesThePrincipal(String operator, String value, boolean holds) {
        assertThat(condition(operator, Condition.Key.PRINCIPAL_ARN, value).holdsFor(ALICE))
                .isEqualTo(holds);
    }

    @Test
    void comparesTheAccount() {
        assertThat(condition("StringEquals", Condition.Key.PRINCIPAL_ACCOUNT, "123456789012")
                        .holdsFor(ALICE))
                .isTrue();
        assertThat(condition("StringNotEquals", Condition.Key.PRINCIPAL_ACCOUNT, "123456789012")
                        .holdsFor(ALICE))
                .isFalse();
    }

    @Test
    void holdsWhenOneValueFitsAndWhenNegatedIfNoneDoes() {
        assertThat(condition("StringLike", Condition.Key.PRINCIPAL_ARN, "*bob", "*alice")
                        .holdsFor(ALICE))
                .isTrue();
        assertThat(condition("StringNotLike", Condition.Key.PRINCIPAL_ARN, "*bob", "*alice")
                        .holdsFor(ALICE))
                .isFalse();
        assertThat(condition("StringNotLike", Condition.Key.PRINCIPAL_ARN, "*bob", "*carol")
                        .holdsFor(ALICE))
                .isTrue();
    }

    @Test
    void comparesNothingAsAnArnThatIsNone() {
        assertThatThrownBy(() -> condition("ArnLike", Condition.Key.PRINCIPAL_ARN, "*"))
                .hasMessageContaining("ArnLike");
        assertThatThrownBy(() -> condition("ArnLike", Condition.Key.PRINCIPAL_ACCOUNT, "arn:a:b:c:d:e"))
                .hasMessageContaining("aws:PrincipalAccount");
    }

    @Test
    void findsKeysInAnyCaseAndOperatorsAsTheyAreSpelt() {
        assertThat(Condition.Key.find("AWS:principalarn")).contains(Condition.Key.PRINCIPAL_ARN);
        assertThat(Condition.Key.find("aws:userid")).isEmpty();
        assertThat(Operator.find("stringequals")).isEmpty();
        assertThat(Operator.find("Bool")).isEmpty();
    }

    private static Condition condition(String operator, Condition.Key key, String... values) {
        return new Condition(
                Operator.find(operator).orElseThrow(), key, Stream.of(values).toList());
    }
}
