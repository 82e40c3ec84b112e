package io.coldkeep.domain.memory;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.plan.BackupSelection;
import io.coldkeep.domain.plan.SelectionRepository;
import io.coldkeep.domain.policy.PlanId;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

final class MemorySelections implements SelectionRepository {

    private final MemoryCatalog catalog;

    MemorySelections(MemoryCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public boolean add(BackupSelection selection) {
        return catalog.write(state -> {
            if (of(state, selection.owner(), selection.planId()).anyMatch(other -> isTaken(other, selection))) {
                return false;
            }
            return state.selections.add(selection);
        });
    }

    private static boolean isTaken(BackupSelection other, BackupSelection wanted) {
        return other.id().equals(wanted.id())
                || other.name().equals(wanted.name())
                || (wanted.creatorRequestId().isPresent()
                        && wanted.creatorRequestId().equals(other.creatorRequestId()));
    }

    @Override
    public Optional<BackupSelection> find(Owner owner, PlanId plan, UUID id) {
        return find(owner, plan, selection -> selection.id().equals(id));
    }

    @Override
    public Optional<BackupSelection> findByName(Owner owner, PlanId plan, String name) {
        return find(owner, plan, selection -> selection.name().equals(name));
    }

    @Override
    public Optional<BackupSelection> findByCreatorRequestId(Owner owner, PlanId plan, String creatorRequestId) {
        return find(owner, plan, selection -> selection.creatorRequestId().equals(Optional.of(creatorRequestId)));
    }

    private Optional<BackupSelection> find(Owner owner, PlanId plan, Predicate<BackupSelection> condition) {
        return catalog.read(state -> of(state, owner, plan).filter(condition).findFirst());
    }

    @Override
    public long count(Owner owner, PlanId plan) {
        return catalog.read(state -> of(state, owner, plan).count());
    }

    @Override
    public Page<BackupSelection> list(Owner owner, PlanId plan, PageRequest page) {
        return catalog.read(state -> Listing.byText(of(state, owner, plan), page, BackupSelection::name));
    }

    private static Stream<BackupSelection> of(State state, Owner owner, PlanId plan) {
        return state.selections.stream()
                .filter(selection ->
                        selection.owner().equals(owner) && selection.planId().equals(plan));
    }

    @Override
    public boolean remove(BackupSelection selection) {
        return catalog.write(
                state -> state.selections.removeIf(other -> other.owner().equals(selection.owner())
                        && other.planId().equals(selection.planId())
                        && other.id().equals(selection.id())));
    }
}
