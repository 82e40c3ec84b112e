package io.coldkeep.domain.policy;

import static io.coldkeep.domain.policy.BackupPolicy.DISABLED;
import static io.coldkeep.domain.policy.BackupPolicy.DISABLING;
import static io.coldkeep.domain.policy.BackupPolicy.ENABLED;
import static io.coldkeep.domain.policy.BackupPolicy.ENABLING;
import static io.coldkeep.domain.policy.BackupPolicy.NEVER_SET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.domain.policy.BackupPolicy.Setting;
import io.coldkeep.domain.refusal.RuleBroken;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackupPolicyTest {

    @ParameterizedTest
    @CsvSource({
        "NEVER_SET, ENABLING, DISABLING",
        "DISABLED,  ENABLING, DISABLED",
        "ENABLED,   ENABLED,  DISABLING",
        "ENABLING,  ENABLING, DISABLING",
        "DISABLING, ENABLING, DISABLING"
    })
    void answersTheWayToWhatWasAskedFor(BackupPolicy now, BackupPolicy putEnabled, BackupPolicy putDisabled) {
        assertThat(now.put(Setting.ENABLED)).isEqualTo(putEnabled);
        assertThat(now.put(Setting.DISABLED)).isEqualTo(putDisabled);
    }

    @ParameterizedTest
    @EnumSource(BackupPolicy.class)
    void neverShowsTheOldOppositeWordFromTheRequestOn(BackupPolicy now) {
        var onTheWayOn = now.put(Setting.ENABLED);
        var onTheWayOff = now.put(Setting.DISABLED);

        assertThat(List.of(onTheWayOn, onTheWayOn.settled())).isSubsetOf(EnumSet.of(ENABLING, ENABLED));
        assertThat(List.of(onTheWayOff, onTheWayOff.settled())).isSubsetOf(EnumSet.of(DISABLING, DISABLED));
        assertThat(onTheWayOn.settled()).isEqualTo(ENABLED);
        assertThat(onTheWayOff.settled()).isEqualTo(DISABLED);
    }

    @ParameterizedTest
    @EnumSource(BackupPolicy.class)
    void staysWhereItIsOnceSettled(BackupPolicy policy) {
        assertThat(policy.settled().settled()).isEqualTo(policy.settled());
        assertThat(policy.settled().isInTransition()).isFalse();
    }

    @Test
    void isInTransitionWhileEnablingOrDisabling() {
        assertThat(EnumSet.allOf(BackupPolicy.class))
                .filteredOn(BackupPolicy::isInTransition)
                .containsExactly(ENABLING, DISABLING);
    }

    @Test
    void staysNeverSetUntilItIsSet() {
        assertThat(NEVER_SET.settled()).isEqualTo(NEVER_SET);
        assertThat(EnumSet.allOf(BackupPolicy.class))
                .filteredOn(
                        policy -> policy.put(Setting.ENABLED) == NEVER_SET || policy.put(Setting.DISABLED) == NEVER_SET)
                .isEmpty();
    }

    @Test
    void readsTheTwoWordsThatAClientMayAskFor() {
        assertThat(Setting.parse("ENABLED")).isEqualTo(Setting.ENABLED);
        assertThat(Setting.parse("DISABLED")).isEqualTo(Setting.DISABLED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ENABLING", "DISABLING", "NEVER_SET", "enabled", "Enabled", " ENABLED", "ENABLED ", "", "ON"})
    void refusesEveryOtherWord(String word) {
        assertThatThrownBy(() -> Setting.parse(word))
                .isInstanceOf(RuleBroken.class)
                .hasMessage("BackupPolicy.Status must be one of ENABLED, DISABLED, was '" + word + "'");
    }
}
