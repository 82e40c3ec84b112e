package io.coldkeep.domain.memory;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.restore.RestoreJob;
import io.coldkeep.domain.restore.RestoreJobFilter;
import io.coldkeep.domain.restore.RestoreJobRepository;
import io.coldkeep.domain.restore.RestoreState;
import io.coldkeep.domain.work.JobTotal;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class MemoryRestoreJobs implements RestoreJobRepository {

    private final MemoryCatalog catalog;

    MemoryRestoreJobs(MemoryCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public boolean add(RestoreJob job) {
        return catalog.write(state -> {
            if (job.idempotencyToken()
                    .flatMap(token -> find(state, job.owner(), token))
                    .isPresent()) {
                return false;
            }
            return state.restoreJobs.putIfAbsent(new State.Key<>(job.owner(), job.id()), job) == null;
        });
    }

    @Override
    public Optional<RestoreJob> find(Owner owner, UUID id) {
        return catalog.read(state -> Optional.ofNullable(state.restoreJobs.get(new State.Key<>(owner, id))));
    }

    @Override
    public Optional<RestoreJob> findByIdempotencyToken(Owner owner, String token) {
        return catalog.read(state -> find(state, owner, token));
    }

    private static Optional<RestoreJob> find(State state, Owner owner, String token) {
        return of(state, owner)
                .filter(job -> job.idempotencyToken().equals(Optional.of(token)))
                .findFirst();
    }

    @Override
    public Optional<RestoreJob> update(Owner owner, UUID id, UnaryOperator<RestoreJob> change) {
        return catalog.write(state -> Optional.ofNullable(
                state.restoreJobs.computeIfPresent(new State.Key<>(owner, id), (key, old) -> change.apply(old))));
    }

    @Override
    public Map<RestoreState, JobTotal> totals() {
        return catalog.read(state -> state.restoreJobs.values().stream()
                .collect(Collectors.toMap(RestoreJob::state, MemoryRestoreJobs::total, JobTotal::plus)));
    }

    private static JobTotal total(RestoreJob job) {
        return JobTotal.of(1, job.restoredBytes(), 0);
    }

    @Override
    public Page<RestoreJob> list(Owner owner, RestoreJobFilter filter, PageRequest page) {
        return catalog.read(state -> Listing.latestFirst(
                of(state, owner).filter(filter::accepts), page, RestoreJob::creationDate, RestoreJob::id));
    }

    private static Stream<RestoreJob> of(State state, Owner owner) {
        return state.restoreJobs.values().stream().filter(job -> job.owner().equals(owner));
    }
}
