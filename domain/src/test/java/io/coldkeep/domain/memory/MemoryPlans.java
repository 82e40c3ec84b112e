package io.coldkeep.domain.memory;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.plan.BackupPlan;
import io.coldkeep.domain.plan.PlanRepository;
import io.coldkeep.domain.policy.PlanId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

final class MemoryPlans implements PlanRepository {

    private final MemoryCatalog catalog;

    MemoryPlans(MemoryCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public boolean add(BackupPlan plan) {
        return catalog.write(state -> {
            if (live(state, plan.owner())
                    .anyMatch(other -> other.name().equals(plan.name()) || isSameRequest(other, plan))) {
                return false;
            }
            return state.plans.putIfAbsent(key(plan), List.of(plan)) == null;
        });
    }

    private static boolean isSameRequest(BackupPlan other, BackupPlan plan) {
        return plan.creatorRequestId().isPresent() && plan.creatorRequestId().equals(other.creatorRequestId());
    }

    private static State.Key<PlanId> key(BackupPlan plan) {
        return new State.Key<>(plan.owner(), plan.id());
    }

    @Override
    public Optional<BackupPlan> find(Owner owner, PlanId id) {
        return catalog.read(state -> versions(state, owner, id).map(MemoryPlans::latest));
    }

    private static Optional<List<BackupPlan>> versions(State state, Owner owner, PlanId id) {
        return Optional.ofNullable(state.plans.get(new State.Key<>(owner, id)));
    }

    private static BackupPlan latest(List<BackupPlan> versions) {
        return versions.get(versions.size() - 1);
    }

    @Override
    public Optional<BackupPlan> findVersion(Owner owner, PlanId id, String versionId) {
        return catalog.read(state -> allVersions(state, owner, id)
                .filter(plan -> plan.versionId().equals(versionId))
                .findFirst());
    }

    private static Stream<BackupPlan> allVersions(State state, Owner owner, PlanId id) {
        return versions(state, owner, id).stream()
                .flatMap(versions -> versions.stream().map(version -> asOfNow(version, latest(versions))));
    }

    /** What does not belong to a version is as it is now. */
    private static BackupPlan asOfNow(BackupPlan version, BackupPlan latest) {
        return new BackupPlan(
                version.owner(),
                version.id(),
                version.versionNumber(),
                version.versionId(),
                version.versionCreationDate(),
                version.document(),
                latest.creatorRequestId(),
                latest.creationDate(),
                latest.deletionDate(),
                latest.lastExecutionDate());
    }

    @Override
    public Optional<BackupPlan> findByName(Owner owner, String name) {
        return findLive(owner, plan -> plan.name().equals(name));
    }

    @Override
    public Optional<BackupPlan> findByCreatorRequestId(Owner owner, String creatorRequestId) {
        return findLive(owner, plan -> plan.creatorRequestId().equals(Optional.of(creatorRequestId)));
    }

    private Optional<BackupPlan> findLive(Owner owner, Predicate<BackupPlan> condition) {
        return catalog.read(state -> live(state, owner).filter(condition).findFirst());
    }

    private static Stream<BackupPlan> live(State state, Owner owner) {
        return all(state, owner).filter(plan -> !plan.isDeleted());
    }

    private static Stream<BackupPlan> all(State state, Owner owner) {
        return state.plans.values().stream()
                .map(MemoryPlans::latest)
                .filter(plan -> plan.owner().equals(owner));
    }

    @Override
    public Optional<BackupPlan> lock(Owner owner, PlanId id) {
        return catalog.write(state -> versions(state, owner, id).map(MemoryPlans::latest));
    }

    @Override
    public boolean replace(BackupPlan changed) {
        return catalog.write(state -> {
            if (!changed.isDeleted()
                    && live(state, changed.owner())
                            .anyMatch(other -> other.name().equals(changed.name())
                                    && !other.id().equals(changed.id()))) {
                return false;
            }
            var versions = new ArrayList<>(state.plans.get(key(changed)));
            if (latest(versions).versionNumber() == changed.versionNumber()) {
                versions.remove(versions.size() - 1);
            }
            versions.add(changed);
            state.plans.put(key(changed), versions);
            return true;
        });
    }

    @Override
    public long count(Owner owner) {
        return catalog.read(state ->
                live(state, owner).filter(plan -> !plan.id().isServiceMade()).count());
    }

    @Override
    public Page<BackupPlan> list(Owner owner, boolean includeDeleted, PageRequest page) {
        return catalog.read(state -> Listing.byText(
                includeDeleted ? all(state, owner) : live(state, owner),
                page,
                plan -> plan.id().value()));
    }

    @Override
    public Page<BackupPlan> listVersions(Owner owner, PlanId id, PageRequest page) {
        return catalog.read(
                state -> Listing.highestFirst(allVersions(state, owner, id), page, BackupPlan::versionNumber));
    }
}
