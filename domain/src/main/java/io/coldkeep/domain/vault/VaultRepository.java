package io.coldkeep.domain.vault;

import io.coldkeep.domain.access.Governed;
import io.coldkeep.domain.access.PolicyText;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.page.PageRequest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Vaults by name. Every implementation passes {@code VaultRepositoryContract}. */
public interface VaultRepository {

    /** Adds the vault, or answers false and changes nothing when its name is taken, even under concurrent calls. */
    boolean add(Vault vault);

    Optional<Vault> find(Owner owner, VaultName name);

    /** The owner's vault of that id. */
    Optional<Vault> find(Owner owner, UUID id);

    /** The vault with its access policy, both as of the same instant. */
    Optional<Governed<Vault>> findGoverned(Owner owner, VaultName name);

    /**
     * Gives the vault another access policy, or none, if it is still there and still has that one; answers whether it did.
     * Only one of several concurrent changes of one policy succeeds.
     */
    boolean replaceAccessPolicy(Governed<Vault> present, Optional<PolicyText> replacement);

    /** The owner's vaults by name, in the order of their characters. */
    Page<Vault> list(Owner owner, PageRequest page);

    /**
     * How many recovery points each of the vaults holds, which are one owner's, whatever their status, by the vault's id;
     * those that hold none are absent.
     */
    Map<UUID, Long> countRecoveryPoints(Owner owner, Collection<Vault> vaults);

    /** How many recovery points the vault holds, whatever their status. */
    default long countRecoveryPoints(Vault vault) {
        return countRecoveryPoints(vault.owner(), List.of(vault)).getOrDefault(vault.id(), 0L);
    }

    /**
     * Removes the vault unless it holds a recovery point; answers whether it is gone. No recovery point gets into a vault
     * that this removed.
     */
    boolean removeIfEmpty(Vault vault);
}
