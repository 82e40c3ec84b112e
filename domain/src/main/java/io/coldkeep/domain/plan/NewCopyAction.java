package io.coldkeep.domain.plan;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.arn.Region;
import io.coldkeep.domain.copy.CopyAction;
import io.coldkeep.domain.lifecycle.RequestedLifecycle;
import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.RuleBroken;
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
        return new CopyAction(vault, lifecycle.map(RequestedLifecycle::checked));
    }

    private static boolean isVaultOfAccount(Owner owner, Arn arn) {
        return Region.isValid(arn.region())
                && VaultName.ofArn(new Owner(owner.account(), Region.of(arn.region())), arn)
                        .isPresent();
    }
}
