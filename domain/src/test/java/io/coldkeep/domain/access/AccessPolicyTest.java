package io.coldkeep.domain.access;

import static io.coldkeep.domain.access.AccessPolicy.Decision.ALLOW;
import static io.coldkeep.domain.access.AccessPolicy.Decision.EXPLICIT_DENY;
import static io.coldkeep.domain.access.AccessPolicy.Decision.NEUTRAL;
import static io.coldkeep.domain.access.VaultAction.DELETE_BACKUP_VAULT;
import static io.coldkeep.domain.access.VaultAction.DELETE_RECOVERY_POINT;
import static io.coldkeep.domain.access.VaultAction.UPDATE_RECOVERY_POINT_LIFECYCLE;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_ACCOUNT;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.domain.access.AccessPolicy.Decision;
import io.coldkeep.domain.access.Condition.Operator;
import io.coldkeep.domain.access.Statement.Effect;
import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.refusal.RuleBroken;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccessPolicyTest {

    private static final Arn VAULT = OWNER.arn("backup", "backup-vault:vault");
    private static final Arn POINT = OWNER.arn("backup", "recovery-point:0f");
    private static final Arn ALICE = Requester.of(OWNER, "user/alice").principal();

    private static final Principals EVERYONE = Principals.EVERYONE;
    private static final Scope DELETIONS = Scope.ofActions(false, List.of("backup:delete*"));
    private static final Scope ALL = Scope.ofResources(false, List.of("*"));

    @Test
    void saysNothingWithoutAStatementAboutIt() {
        assertThat(decision(policy(), DELETE_RECOVERY_POINT)).isEqualTo(NEUTRAL);
        assertThat(decision(policy(deny(EVERYONE, DELETIONS)), UPDATE_RECOVERY_POINT_LIFECYCLE))
                .isEqualTo(NEUTRAL);
    }

    @Test
    void deniesWhatOneStatementDeniesWhateverOthersAllow() {
        var allow = new Statement(Effect.ALLOW, EVERYONE, DELETIONS, ALL, List.of());

        assertThat(decision(policy(allow), DELETE_RECOVERY_POINT)).isEqualTo(ALLOW);
        assertThat(decision(policy(allow, deny(EVERYONE, DELETIONS)), DELETE_RECOVERY_POINT))
                .isEqualTo(EXPLICIT_DENY);
        assertThat(decision(policy(deny(EVERYONE, DELETIONS), allow), DELETE_RECOVERY_POINT))
                .isEqualTo(EXPLICIT_DENY);
    }

    @Test
    void readsActionsInAnyCase() {
        var shouting = Scope.ofActions(false, List.of("BACKUP:DeleteRecoveryPOINT"));

        assertThat(decision(policy(deny(EVERYONE, shouting)), DELETE_RECOVERY_POINT))
                .isEqualTo(EXPLICIT_DENY);
        assertThat(decision(policy(deny(EVERYONE, shouting)), DELETE_BACKUP_VAULT))
                .isEqualTo(NEUTRAL);
    }

    @Test
    void deniesAllActionsButTheExceptedOnes() {
        var allButDeletions = Scope.ofActions(true, List.of("backup:Delete*", "backup:Describe*"));
        var policy = policy(deny(EVERYONE, allButDeletions));

        assertThat(decision(policy, UPDATE_RECOVERY_POINT_LIFECYCLE)).isEqualTo(EXPLICIT_DENY);
        assertThat(decision(policy, DELETE_RECOVERY_POINT)).isEqualTo(NEUTRAL);
    }

    @Test
    void isAboutARecoveryPointByItsOwnNameAndByThatOfItsVault() {
        for (var name : List.of("*", VAULT.toString(), POINT.toString(), "arn:aws:backup:*:recovery-point:*")) {
            var policy = policy(deny(Scope.ofResources(false, List.of("arn:aws:ec2:*::snapshot/*", name))));
            assertThat(policy.evaluate(ALICE, DELETE_RECOVERY_POINT, List.of(VAULT, POINT)))
                    .as(name)
                    .isEqualTo(EXPLICIT_DENY);
        }
        var policy = policy(deny(Scope.ofResources(false, List.of(POINT.toString()))));
        assertThat(policy.evaluate(ALICE, DELETE_BACKUP_VAULT, List.of(VAULT))).isEqualTo(NEUTRAL);
        var ofAnother = OWNER.arn("backup", "recovery-point:1f");
        assertThat(policy.evaluate(ALICE, DELETE_RECOVERY_POINT, List.of(VAULT, ofAnother)))
                .isEqualTo(NEUTRAL);
    }

    @Test
    void isAboutAllResourcesButTheExceptedOnes() {
        var policy = policy(deny(Scope.ofResources(true, List.of("arn:*:recovery-point:*"))));

        assertThat(policy.evaluate(ALICE, DELETE_RECOVERY_POINT, List.of(VAULT, POINT)))
                .isEqualTo(NEUTRAL);
        assertThat(policy.evaluate(ALICE, DELETE_BACKUP_VAULT, List.of(VAULT))).isEqualTo(EXPLICIT_DENY);
    }

    @Test
    void isAboutItsPrincipalsAndNobodyElse() {
        var policy = policy(deny(Principals.parse(ALICE.toString()).orElseThrow(), DELETIONS));

        assertThat(policy.evaluate(ALICE, DELETE_BACKUP_VAULT, List.of(VAULT))).isEqualTo(EXPLICIT_DENY);
        assertThat(policy.evaluate(ROOT.principal(), DELETE_BACKUP_VAULT, List.of(VAULT)))
                .isEqualTo(NEUTRAL);
    }

    @Test
    void wantsAllConditionsToHold() {
        var ofAccount = condition(Operator.STRING_EQUALS, Condition.Key.PRINCIPAL_ACCOUNT, "123456789012");
        var notRoot = condition(Operator.STRING_NOT_LIKE, Condition.Key.PRINCIPAL_ARN, "*:root");
        var policy = policy(new Statement(Effect.DENY, EVERYONE, DELETIONS, ALL, List.of(ofAccount, notRoot)));
        var stranger = Requester.of(OTHER_ACCOUNT, "user/alice").principal();

        assertThat(policy.evaluate(ALICE, DELETE_BACKUP_VAULT, List.of(VAULT))).isEqualTo(EXPLICIT_DENY);
        assertThat(policy.evaluate(ROOT.principal(), DELETE_BACKUP_VAULT, List.of(VAULT)))
                .isEqualTo(NEUTRAL);
        assertThat(policy.evaluate(stranger, DELETE_BACKUP_VAULT, List.of(VAULT)))
                .isEqualTo(NEUTRAL);
    }

    @Test
    void mustNotAllowAnythingToEveryoneWithoutACondition() {
        var open = new Statement(Effect.ALLOW, EVERYONE, DELETIONS, ALL, List.of());
        var ofAccount = condition(Operator.STRING_EQUALS, Condition.Key.PRINCIPAL_ACCOUNT, "123456789012");
        var bounded = new Statement(Effect.ALLOW, EVERYONE, DELETIONS, ALL, List.of(ofAccount));

        assertThatThrownBy(policy(deny(EVERYONE, DELETIONS), open)::checkAcceptable)
                .isInstanceOfSatisfying(
                        RuleBroken.class,
                        refusal -> assertThat(refusal.violation()).isEqualTo(new OpenToEveryone()))
                .hasMessage("The specified policy cannot be added to the vault due to cross-account sharing"
                        + " restrictions. Amend the policy or the vault's settings, then retry request");
        assertThatCode(policy(deny(EVERYONE, DELETIONS), bounded)::checkAcceptable)
                .doesNotThrowAnyException();
    }

    @Test
    void hasALengthBetweenOneAndTwentyThousandCharacters() {
        assertThat(new PolicyText("x".repeat(20_000)).json()).hasSize(20_000);
        assertThatThrownBy(() -> new PolicyText("x".repeat(20_001)))
                .hasMessage("Policy must be 1 to 20000 characters long, was 20001");
        assertThatThrownBy(() -> new PolicyText("")).hasMessageContaining("was 0");
    }

    @Test
    void isAskedForNobodyOfAnotherAccount() {
        assertThatThrownBy(() -> new Requester(OTHER_ACCOUNT, ALICE)).hasMessageContaining("210987654321");
    }

    private static Decision decision(AccessPolicy policy, VaultAction action) {
        return policy.evaluate(ALICE, action, List.of(VAULT));
    }

    private static AccessPolicy policy(Statement... statements) {
        return new AccessPolicy(List.of(statements));
    }

    private static Statement deny(Principals principals, Scope actions) {
        return new Statement(Effect.DENY, principals, actions, ALL, List.of());
    }

    private static Statement deny(Scope resources) {
        return new Statement(Effect.DENY, EVERYONE, Scope.ofActions(false, List.of("*")), resources, List.of());
    }

    private static Condition condition(Operator operator, Condition.Key key, String value) {
        return new Condition(operator, key, List.of(value));
    }
}
