package io.coldkeep.domain.recoverypoint;

import io.coldkeep.domain.access.Governed;
import io.coldkeep.domain.access.Requester;
import io.coldkeep.domain.access.VaultAction;
import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.lifecycle.Forecast;
import io.coldkeep.domain.lifecycle.RequestedLifecycle;
import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.refusal.NotFound;
import io.coldkeep.domain.refusal.RefusedException;
import io.coldkeep.domain.refusal.Subject;
import io.coldkeep.domain.tag.Taggable;
import io.coldkeep.domain.time.Instants;
import io.coldkeep.domain.tx.Transactions;
import io.coldkeep.domain.vault.VaultAccess;
import io.coldkeep.domain.vault.VaultName;
import io.coldkeep.domain.vault.VaultService;
import io.coldkeep.domain.work.Work;
import io.coldkeep.domain.work.WorkQueue;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What can be done with recovery points. */
public final class RecoveryPointService implements Taggable {

    private final RecoveryPointRepository points;
    private final VaultService vaults;
    private final VaultAccess access;
    private final WorkQueue queue;
    private final Transactions transactions;
    private final InstantSource clock;

    public RecoveryPointService(
            RecoveryPointRepository points,
            VaultService vaults,
            VaultAccess access,
            WorkQueue queue,
            Transactions transactions,
            InstantSource clock) {
        this.points = points;
        this.vaults = vaults;
        this.access = access;
        this.queue = queue;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * The recovery point in that vault, for somebody who wants to do something with it. Refusals come in this order: no such
     * vault, the vault's access policy denies it, no such recovery point in it. When all is well, it costs one look-up.
     *
     * @throws NotFound when the vault does not exist, or does not hold that recovery point
     * @throws io.coldkeep.domain.refusal.AccessDenied when the access policy of the vault denies it
     */
    public RecoveryPoint require(Requester who, VaultAction action, VaultName vault, String recoveryPointArn) {
        var found = Optional.<Governed<RecoveryPoint>>empty();
        var refusal = Optional.<RefusedException>empty();
        try {
            found = points.findGoverned(who.owner(), RecoveryPointId.resolve(who.owner(), recoveryPointArn))
                    .filter(point -> point.subject().vaultName().equals(vault));
        } catch (RefusedException e) {
            refusal = Optional.of(e);
        }
        if (found.isPresent()) {
            return permitted(who, action, found.get());
        }
        vaults.require(who, action, vault);
        throw refusal.orElseGet(() -> new NotFound(Subject.RECOVERY_POINT, recoveryPointArn));
    }

    private RecoveryPoint permitted(Requester who, VaultAction action, Governed<RecoveryPoint> found) {
        var point = found.subject();
        access.check(who, action, point.vaultName(), found.policy(), point.arn());
        return point;
    }

    /**
     * The recovery point in whatever vault, for somebody who wants to do something with it.
     *
     * @throws NotFound when there is none
     * @throws io.coldkeep.domain.refusal.AccessDenied when the access policy of its vault denies it
     */
    public RecoveryPoint require(Requester who, VaultAction action, String recoveryPointArn) {
        return points.findGoverned(who.owner(), RecoveryPointId.resolve(who.owner(), recoveryPointArn))
                .map(found -> permitted(who, action, found))
                .orElseThrow(() -> new NotFound(Subject.RECOVERY_POINT, recoveryPointArn));
    }

    /** @throws io.coldkeep.domain.refusal.WrongState also when it is being deleted */
    public RecoveryPoint requireCompleted(Requester who, VaultAction action, String recoveryPointArn) {
        return require(who, action, recoveryPointArn).requireCompleted();
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
     * Replaces the lifecycle. Refusals come in this order: no such vault, its access policy, no such recovery point in it, a
     * status that allows no change, a number out of range, less than 90 days in cold storage, a new cold day for one that is
     * cold, a new cold day that is past. An end that is past is accepted: it is due at once.
     */
    public RecoveryPoint updateLifecycle(
            Requester who, VaultName vault, String recoveryPointArn, RequestedLifecycle requested) {
        return change(() -> requireToUpdate(who, vault, recoveryPointArn), point -> withLifecycle(point, requested));
    }

    /** What {@link #updateLifecycle} would answer or refuse right now; changes nothing. */
    public RecoveryPoint previewLifecycle(
            Requester who, VaultName vault, String recoveryPointArn, RequestedLifecycle requested) {
        return withLifecycle(requireToUpdate(who, vault, recoveryPointArn), requested);
    }

    private RecoveryPoint requireToUpdate(Requester who, VaultName vault, String recoveryPointArn) {
        return require(who, VaultAction.UPDATE_RECOVERY_POINT_LIFECYCLE, vault, recoveryPointArn);
    }

    private RecoveryPoint withLifecycle(RecoveryPoint point, RequestedLifecycle requested) {
        return point.requireCompleted().withLifecycle(requested.checked(), clock.instant());
    }

    /** Starts the deletion; asked again, it changes nothing. The sweep does the rest. */
    public void delete(Requester who, VaultName vault, String recoveryPointArn) {
        var now = Instants.millis(clock.instant());
        change(
                () -> require(who, VaultAction.DELETE_RECOVERY_POINT, vault, recoveryPointArn),
                point -> point.isDeleting() ? point : point.deleting(now));
    }

    /** Notes that it was restored; nothing when it is gone by now. */
    public void restored(Owner owner, String recoveryPointArn, Instant at) {
        var id = RecoveryPointId.resolve(owner, recoveryPointArn);
        changeIfFound(() -> points.find(owner, id), point -> point.restoredAt(at));
    }

    private RecoveryPoint change(Supplier<RecoveryPoint> find, UnaryOperator<RecoveryPoint> change) {
        return changeIfFound(() -> Optional.of(find.get()), change).orElseThrow();
    }

    private Optional<RecoveryPoint> changeIfFound(
            Supplier<Optional<RecoveryPoint>> find, UnaryOperator<RecoveryPoint> change) {
        while (true) { // every turn but the last lost to a change that succeeded
            var point = find.get();
            var changed = point.map(change);
            if (changed.equals(point)
                    || transactions.inOne(() -> replace(point.orElseThrow(), changed.orElseThrow()))) {
                return changed;
            }
        }
    }

    /** A move may be under way, or have been left by a process that died: nobody begins it again once it is not due any more. */
    private boolean replace(RecoveryPoint point, RecoveryPoint changed) {
        var replaced = points.replace(changed);
        var now = clock.instant();
        if (replaced && point.isToBeColdBy(now) && !changed.isToBeColdBy(now)) {
            queue.endMove(new Work.EndMove(point.owner(), point.content()), now);
        }
        return replaced;
    }

    public Page<RecoveryPoint> listByVault(
            Requester who, VaultName name, RecoveryPointFilter filter, PageRequest page) {
        var vault = vaults.require(who, VaultAction.LIST_RECOVERY_POINTS_BY_BACKUP_VAULT, name);
        return points.listByVault(vault, filter, page);
    }

    public Page<RecoveryPoint> listByResource(Owner owner, Arn resource, PageRequest page) {
        return points.listByResource(owner, resource, page);
    }

    public Page<ProtectedResource> listResources(Owner owner, PageRequest page) {
        return points.listResources(owner, Optional.empty(), page);
    }

    public Page<ProtectedResource> listResources(Requester who, VaultName name, PageRequest page) {
        var vault = vaults.require(who, VaultAction.LIST_PROTECTED_RESOURCES_BY_BACKUP_VAULT, name);
        return points.listResources(who.owner(), Optional.of(vault), page);
    }

    /**
     * What becomes of the recovery points in a vault that the caller may list, or in all vaults, from today on; of what there
     * is now, not of what will be made.
     *
     * @throws NotFound when the vault does not exist
     * @throws io.coldkeep.domain.refusal.AccessDenied when the access policy of the vault denies the list
     * @throws io.coldkeep.domain.refusal.RuleBroken when the days are out of range
     */
    public Forecast forecast(Requester who, Optional<VaultName> vaultName, int days) {
        var vault = vaultName.map(name -> vaults.require(who, VaultAction.LIST_RECOVERY_POINTS_BY_BACKUP_VAULT, name));
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return points.readCohorts(who.owner(), vault, cohorts -> Forecast.of(today, days, cohorts));
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
    public void requireTaggable(Requester who, VaultAction action, Arn resource) {
        require(who, action, resource.toString());
    }
}
