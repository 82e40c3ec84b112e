package io.coldkeep.domain.copy;

import io.coldkeep.domain.arn.AccountId;
import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.arn.Region;
import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.vault.VaultName;

/** A vault that copies go to: of the same account, in whatever region. */
record DestinationVault(Owner owner, VaultName name) {

    private static final String FIELD = "DestinationBackupVaultArn";

    /**
     * The vault with that ARN, existing or not.
     *
     * @param source whose the original is
     * @throws RuleBroken when it is no ARN of a vault, or of one that copies do not go to
     */
    static DestinationVault of(Owner source, Arn arn) {
        if (!AccountId.isValid(arn.account()) || !Region.isValid(arn.region())) {
            throw noVault(arn);
        }
        var owner = Owner.of(arn.account(), arn.region());
        var name = VaultName.ofArn(owner, arn).orElseThrow(() -> noVault(arn));
        if (!owner.account().equals(source.account())) {
            throw new RuleBroken(new InvalidValue(
                    FIELD,
                    "must be a vault of the account %s: copies go to vaults of the same account only, was %s"
                            .formatted(source.account(), arn)));
        }
        return new DestinationVault(owner, name);
    }

    private static RuleBroken noVault(Arn arn) {
        return new RuleBroken(
                InvalidValue.pattern(FIELD, "arn:aws:backup:REGION:ACCOUNT:backup-vault:NAME", arn.toString()));
    }

    /** @throws RuleBroken when the recovery point is in that vault already */
    void checkIsNot(Owner source, VaultName sourceVault) {
        if (owner.equals(source) && name.equals(sourceVault)) {
            throw new RuleBroken(new InvalidValue(
                    FIELD, "must be another vault than the recovery point's own, was " + name.arn(owner)));
        }
    }
}
