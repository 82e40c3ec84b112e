package io.coldkeep.domain.recoverypoint;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.lifecycle.RequestedLifecycle;
import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.refusal.NotFound;
import io.coldkeep.domain.refusal.RefusedException;
import io.coldkeep.domain.refusal.Subject;
import io.coldkeep.domain.tag.Taggable;
import io.coldkeep.domain.time.Instants;
import io.coldkeep.domain.tx.Transactions;
import io.coldkeep.domain.vault.Vault;
import io.coldkeep.domain.vault.VaultName;
import io.coldkeep.domain.vault.VaultService;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What can be done with recovery points. */
public final class RecoveryPointService implements Taggable {

    private final RecoveryPointRepository points;
    private final VaultService vaults;
    private final Transactions transactions;
    private final InstantSource clock;

    public RecoveryPointService(
            RecoveryPointRepository points, VaultService vaults, Transactions transactions, InstantSource clock) {
        this.points = points;
        this.vaults = vaults;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** @throws NotFound when the vault does not exist, or does not hold that recovery point */
    public RecoveryPoint require(Owner owner, VaultName vault, String recoveryPointArn) {
        var point = Optional.<RecoveryPoint>empty();
        var refusal = Optional.<RefusedException>empty();
        try {
            point = points.find(owner, RecoveryPointId.resolve(owner, recoveryPointArn))
                    .filter(found -> found.vaultName().equals(vault));
        } catch (RefusedException e) {
            refusal = Optional.of(e);
        }
        if (point.isPresent()) {
            return point.get();
        }
        vaults.require(owner, vault); // a missing vault is refused before anything about the recovery point
        throw refusal.orElseGet(() -> new NotFound(Subject.RECOVERY_POINT, recoveryPointArn));
    }

    /** @throws NotFound when there is none, in whatever vault */
    public RecoveryPoint require(Owner owner, String recoveryPointArn) {
        return points.find(owner, RecoveryPointId.resolve(owner, recoveryPointArn))
                .orElseThrow(() -> new NotFound(Subject.RECOVERY_POINT, recoveryPointArn));
    }

    /** @throws io.coldkeep.domain.refusal.WrongState also when it is being deleted */
    public RecoveryPoint requireCompleted(Owner owner, String recoveryPointArn) {
        return require(owner, recoveryPointArn).requireCompleted();
    }

    /**
     * Replaces the lifecycle. Refusals come in this order: no such vault, no such recovery point in it, a status that allows
     * no change, a number out of range, less than 90 days in cold storage, a new cold day for one that is cold, a new cold
     * day that is past. An end that is past is accepted: it is due at once.
     */
    public RecoveryPoint updateLifecycle(
            Owner owner, VaultName vault, String recoveryPointArn, RequestedLifecycle requested) {
        return change(
                owner,
                vault,
                recoveryPointArn,
                point -> point.requireCompleted().withLifecycle(requested.checked(), clock.instant()));
    }

    /** Starts the deletion; asked again, it changes nothing. The sweep does the rest. */
    public void delete(Owner owner, VaultName vault, String recoveryPointArn) {
        var now = Instants.millis(clock.instant());
        change(owner, vault, recoveryPointArn, point -> point.isDeleting() ? point : point.deleting(now));
    }

    /** Notes that it was restored; nothing when it is gone by now. */
    public void restored(Owner owner, String recoveryPointArn, Instant at) {
        var id = RecoveryPointId.resolve(owner, recoveryPointArn);
        change(() -> points.find(owner, id), point -> point.restoredAt(at));
    }

    private RecoveryPoint change(
            Owner owner, VaultName vault, String recoveryPointArn, UnaryOperator<RecoveryPoint> change) {
        return change(() -> Optional.of(require(owner, vault, recoveryPointArn)), change)
                .orElseThrow();
    }

    private Optional<RecoveryPoint> change(
            Supplier<Optional<RecoveryPoint>> find, UnaryOperator<RecoveryPoint> change) {
        while (true) { // every turn but the last lost to a change that succeeded
            var point = find.get();
            var changed = point.map(change);
            if (changed.equals(point) || transactions.inOne(() -> points.replace(changed.orElseThrow()))) {
                return changed;
            }
        }
    }

    public Page<RecoveryPoint> listByVault(Owner owner, VaultName vault, RecoveryPointFilter filter, PageRequest page) {
        return points.listByVault(vaults.require(owner, vault), filter, page);
    }

    public Page<RecoveryPoint> listByResource(Owner owner, Arn resource, PageRequest page) {
        return points.listByResource(owner, resource, page);
    }

    public Page<ProtectedResource> listResources(Owner owner, PageRequest page) {
        return points.listResources(owner, Optional.empty(), page);
    }

    public Page<ProtectedResource> listResources(Owner owner, VaultName vaultName, PageRequest page) {
        Vault vault = vaults.require(owner, vaultName);
        return points.listResources(owner, Optional.of(vault), page);
    }

    /** @throws NotFound when the resource has no recovery point */
    public ProtectedResource requireResource(Owner owner, Arn resource) {
        return points.findResource(owner, resource)
                .orElseThrow(() -> new NotFound(Subject.PROTECTED_RESOURCE, resource.toString()));
    }

    @Override
    public boolean bears(Owner owner, Arn resource) {
        return RecoveryPointId.ofArn(owner, resource).isPresent();
    }

    @Override
    public void requireTaggable(Owner owner, Arn resource) {
        require(owner, resource.toString());
    }
}
