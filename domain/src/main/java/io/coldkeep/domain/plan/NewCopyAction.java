package io.coldkeep.domain.plan;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.arn.Region;
import io.coldkeep.domain.copy.CopyAction;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.lifecycle.RequestedLifecycle;
import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.refusal.RuleViolation;
import io.coldkeep.domain.vault.VaultName;
import java.util.Optional;

/** A copy action as a client asks for it. */
public record NewCopyAction(String destinationVaultArn, Optional<RequestedLifecycle> lifecycle) {

    static final String FIELD = "CopyActions.DestinationBackupVaultArn";

    /** @throws RuleBroken unless it names a vault of the same account, in whatever region, and its lifecycle is legal */
    CopyAction checked(Owner owner) {
        var vault = Arn.parse(destinationVaultArn)
                .filter(arn -> isVaultOfAccount(owner, arn))
                .orElseThrow(() -> new RuleBroken(InvalidValue.pattern(
                        FIELD,
                        "arn:%s:backup:REGION:%s:backup-vault:NAME, a vault of this account"
                                .formatted(owner.region().partition(), owner.account()),
                        destinationVaultArn)));
        return new CopyAction(vault, lifecycle.map(NewCopyAction::checked));
    }

    private static Lifecycle checked(RequestedLifecycle wanted) {
        try {
            return wanted.checked();
        } catch (RuleBroken broken) {
            throw new RuleBroken(new InCopyAction(broken.violation()));
        }
    }

    private static boolean isVaultOfAccount(Owner owner, Arn arn) {
        return Region.isValid(arn.region())
                && VaultName.ofArn(new Owner(owner.account(), Region.of(arn.region())), arn)
                        .isPresent();
    }

    /** What is wrong with a lifecycle that is not the rule's own. */
    private record InCopyAction(RuleViolation violation) implements RuleViolation {

        @Override
        public String field() {
            return "CopyActions." + violation.field();
        }

        @Override
        public String reason() {
            return violation.reason();
        }

        @Override
        public String message() {
            return "CopyActions: " + violation.message();
        }
    }
}
