package io.coldkeep.domain.memory;

import io.coldkeep.domain.access.Governed;
import io.coldkeep.domain.access.PolicyText;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.recoverypoint.RecoveryPoint;
import io.coldkeep.domain.vault.Vault;
import io.coldkeep.domain.vault.VaultName;
import io.coldkeep.domain.vault.VaultRepository;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class MemoryVaults implements VaultRepository {

    private final MemoryCatalog catalog;

    MemoryVaults(MemoryCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public boolean add(Vault vault) {
        return catalog.write(state -> {
            if (find(state, vault.owner(), vault.name()).isPresent()) {
                return false;
            }
            return state.vaults.putIfAbsent(vault.id(), vault) == null;
        });
    }

    @Override
    public Optional<Vault> find(Owner owner, VaultName name) {
        return catalog.read(state -> find(state, owner, name));
    }

    @Override
    public Optional<Governed<Vault>> findGoverned(Owner owner, VaultName name) {
        return catalog.read(state ->
                find(state, owner, name).map(vault -> new Governed<>(vault, policy(state, vault.id()))));
    }

    /** The access policy of the vault of that id. */
    static Optional<PolicyText> policy(State state, UUID vault) {
        return Optional.ofNullable(state.accessPolicies.get(vault));
    }

    @Override
    public boolean replaceAccessPolicy(Governed<Vault> present, Optional<PolicyText> replacement) {
        var id = present.subject().id();
        return catalog.write(state -> {
            if (!state.vaults.containsKey(id) || !policy(state, id).equals(present.policy())) {
                return false;
            }
            state.accessPolicies.remove(id);
            replacement.ifPresent(policy -> state.accessPolicies.put(id, policy));
            return true;
        });
    }

    private static Optional<Vault> find(State state, Owner owner, VaultName name) {
        return of(state, owner).filter(vault -> vault.name().equals(name)).findFirst();
    }

    @Override
    public Page<Vault> list(Owner owner, PageRequest page) {
        return catalog.read(state ->
                Listing.byText(of(state, owner), page, vault -> vault.name().value()));
    }

    private static Stream<Vault> of(State state, Owner owner) {
        return state.vaults.values().stream().filter(vault -> vault.owner().equals(owner));
    }

    @Override
    public Map<UUID, Long> countRecoveryPoints(Owner owner, Collection<Vault> vaults) {
        var ids = vaults.stream()
                .filter(vault -> vault.owner().equals(owner))
                .map(Vault::id)
                .collect(Collectors.toSet());
        return catalog.read(state -> state.recoveryPoints.values().stream()
                .map(RecoveryPoint::vaultId)
                .filter(ids::contains)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())));
    }

    @Override
    public Optional<Vault> find(Owner owner, UUID id) {
        return catalog.read(state -> Optional.ofNullable(state.vaults.get(id))
                .filter(vault -> vault.owner().equals(owner)));
    }

    @Override
    public boolean removeIfEmpty(Vault vault) {
        return catalog.write(state -> {
            if (countRecoveryPoints(vault) > 0) {
                return false;
            }
            state.vaults.remove(vault.id());
            state.accessPolicies.remove(vault.id());
            return true;
        });
    }
}
