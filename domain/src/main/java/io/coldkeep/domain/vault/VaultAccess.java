package io.coldkeep.domain.vault;

import io.coldkeep.domain.access.AccessPolicy;
import io.coldkeep.domain.access.AccessPolicy.Decision;
import io.coldkeep.domain.access.PolicyParser;
import io.coldkeep.domain.access.PolicyText;
import io.coldkeep.domain.access.Requester;
import io.coldkeep.domain.access.VaultAction;
import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.refusal.AccessDenied;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stops what the access policy of a vault denies. Within an account nobody needs a policy that allows, so that only an
 * explicit denial counts. What the service does by itself is not asked about, but for the copies that follow a backup.
 */
public final class VaultAccess {

    private static final int MAX_REMEMBERED = 256;

    private final PolicyParser parser;

    /** By their text, so that nobody has to be told when a vault gets another policy. */
    private final Map<PolicyText, AccessPolicy> remembered = new ConcurrentHashMap<>();

    public VaultAccess(PolicyParser parser) {
        this.parser = parser;
    }

    /**
     * Checks what is done to a vault itself.
     *
     * @throws AccessDenied when its policy denies it
     */
    void check(Requester who, VaultAction action, VaultName vault, Optional<PolicyText> policy) {
        check(who, action, vault, policy, List.of(vault.arn(who.owner())));
    }

    /**
     * Checks what is done to a recovery point in a vault.
     *
     * @throws AccessDenied when the vault's policy denies it
     */
    public void check(
            Requester who, VaultAction action, VaultName vault, Optional<PolicyText> policy, Arn recoveryPoint) {
        check(who, action, vault, policy, List.of(vault.arn(who.owner()), recoveryPoint));
    }

    private void check(
            Requester who, VaultAction action, VaultName vault, Optional<PolicyText> policy, List<Arn> resources) {
        if (policy.isPresent()
                && parsed(policy.get()).evaluate(who.principal(), action, resources) == Decision.EXPLICIT_DENY) {
            throw new AccessDenied(
                    "User: %s is not authorized to perform: %s on resource: %s with an explicit deny in a resource-based policy%s"
                            .formatted(who.principal(), action, vault.arn(who.owner()), wayOut(vault)));
        }
    }

    /** Whoever has never put a policy has to be told where this one comes from. */
    private static String wayOut(VaultName vault) {
        return vault.isServiceMade()
                ? ". The service has made this vault, with a policy that denies this; to lift it, put a policy without the"
                        + " denial with PutBackupVaultAccessPolicy. With COLDKEEP_AUTOMATIC_VAULT_POLICY=none, vaults that"
                        + " the service makes from then on have no policy."
                : "";
    }

    /**
     * What the policy says.
     *
     * @throws io.coldkeep.domain.refusal.RuleBroken when it is none
     */
    AccessPolicy parsed(PolicyText text) {
        var known = remembered.get(text);
        if (known != null) {
            return known;
        }
        if (remembered.size() >= MAX_REMEMBERED) {
            remembered.clear();
        }
        var parsed = parser.parse(text);
        remembered.put(text, parsed);
        return parsed;
    }
}
