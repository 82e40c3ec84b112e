package io.coldkeep.domain.vault;

import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.domain.refusal.RuleBroken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VaultNameTest {

    private static final String FIFTY = "12345678901234567890123456789012345678901234567890";

    @ParameterizedTest
    @ValueSource(strings = {"ab", "A-", "__", "Default", "0123456789", FIFTY})
    void canBeChosen(String name) {
        assertThat(VaultName.ofNew(name)).isEqualTo(VaultName.of(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a.b", "aws/efs/automatic-backup-vault", "...", "/"})
    void canBeLookedUpButNotChosen(String name) {
        assertThat(VaultName.of(name).value()).isEqualTo(name);
        assertThatThrownBy(() -> VaultName.ofNew(name))
                .isInstanceOf(RuleBroken.class)
                .hasMessage("BackupVaultName must match ^[a-zA-Z0-9\\-\\_]{2,50}$, was '" + name + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a:b", "a\n", "ä", "a%2Fb", "a\\b", "*", FIFTY + "1"})
    void cannotEvenBeLookedUp(String name) {
        assertThatThrownBy(() -> VaultName.of(name)).isInstanceOf(RuleBroken.class);
        assertThatThrownBy(() -> VaultName.ofNew(name)).isInstanceOf(RuleBroken.class);
    }

    @Test
    void tellsTheServicesOwnNamesByTheirPrefix() {
        assertThat(VaultName.of("aws/efs/automatic-backup-vault").isServiceMade())
                .isTrue();
        assertThat(VaultName.DEFAULT.isServiceMade()).isFalse();
        assertThat(VaultName.of("aws-efs").isServiceMade()).isFalse();
        assertThat(VaultName.of("AWS/efs").isServiceMade()).isFalse();
    }

    @Test
    void makesAnArnThatKeepsSlashes() {
        assertThat(VaultName.of("aws/efs/automatic-backup-vault").arn(OWNER))
                .hasToString("arn:aws:backup:eu-central-1:123456789012:backup-vault:aws/efs/automatic-backup-vault");
    }
}
