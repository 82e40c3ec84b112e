package io.coldkeep.domain.access;

import static io.coldkeep.domain.fixtures.Fixtures.OTHER_ACCOUNT;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.arn.Arn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrincipalsTest {

    private static final Arn ROOT = Requester.root(OWNER).principal();
    private static final Arn ALICE = Requester.of(OWNER, "user/alice").principal();
    private static final Arn STRANGER =
            Requester.of(OTHER_ACCOUNT, "user/alice").principal();

    @Test
    void namesEveryoneByAStar() {
        assertThat(parsed("*").include(ROOT)).isTrue();
        assertThat(parsed("*").include(STRANGER)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"123456789012", "arn:aws:iam::123456789012:root"})
    void namesAllOfAnAccountByItsIdOrItsRoot(String text) {
        assertThat(parsed(text).include(ROOT)).isTrue();
        assertThat(parsed(text).include(ALICE)).isTrue();
        assertThat(parsed(text).include(STRANGER)).isFalse();
    }

    @Test
    void namesAUserAndNobodyElse() {
        assertThat(parsed(ALICE.toString()).include(ALICE)).isTrue();
        assertThat(parsed(ALICE.toString()).include(ROOT)).isFalse();
        assertThat(parsed(ALICE.toString()).include(STRANGER)).isFalse();
    }

    @Test
    void namesSeveral() {
        var both = parsed(ALICE.toString()).and(parsed("210987654321"));

        assertThat(both.include(ALICE)).isTrue();
        assertThat(both.include(STRANGER)).isTrue();
        assertThat(both.include(ROOT)).isFalse();
        assertThat(both.isEveryone()).isFalse();
        assertThat(both.and(parsed("*")).isEveryone()).isTrue();
        assertThat(Principals.NOBODY.include(ALICE)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:iam::123456789012:role/service-role/Backup",
                "arn:aws-cn:iam::123456789012:user/a=b@c,d.e+f",
            })
    void knowsTheKindsOfIdentities(String text) {
        assertThat(Principals.parse(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "alice",
                "12345678901",
                "arn:aws:iam::123456789012:user/*",
                "arn:aws:iam::*:root",
                "arn:aws:iam::123456789012:user/",
                "arn:aws:iam::123456789012:group/all",
                "arn:aws:iam::123456789012:assumed-role/Backup/session",
                "arn:aws:sts::123456789012:assumed-role/Backup/session",
                "arn:aws:sts::123456789012:federated-user/alice",
                "arn:aws:sts::123456789012:role/Backup",
                "arn:aws:iam:eu-central-1:123456789012:user/alice",
                "arn:aws:backup:eu-central-1:123456789012:backup-vault:vault",
                "backup.amazonaws.com",
                "AIDAJQABLZS4A3QDU576Q",
            })
    void namesNobodyByAnythingElse(String text) {
        assertThat(Principals.parse(text)).isEmpty();
    }

    private static Principals parsed(String text) {
        return Principals.parse(text).orElseThrow();
    }
}
