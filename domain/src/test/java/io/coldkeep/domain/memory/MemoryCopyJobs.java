package io.coldkeep.domain.memory;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.copy.CopyJob;
import io.coldkeep.domain.copy.CopyJobFilter;
import io.coldkeep.domain.copy.CopyJobRepository;
import io.coldkeep.domain.copy.CopyState;
import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.work.JobTotal;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class MemoryCopyJobs implements CopyJobRepository {

    private final MemoryCatalog catalog;

    MemoryCopyJobs(MemoryCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public boolean add(CopyJob job) {
        return catalog.write(state -> {
            if (job.idempotencyToken()
                    .flatMap(token -> find(state, job.owner(), token))
                    .isPresent()) {
                return false;
            }
            return state.copyJobs.putIfAbsent(new State.Key<>(job.owner(), job.id()), job) == null;
        });
    }

    @Override
    public Optional<CopyJob> find(Owner owner, UUID id) {
        return catalog.read(state -> Optional.ofNullable(state.copyJobs.get(new State.Key<>(owner, id))));
    }

    @Override
    public Optional<CopyJob> findByIdempotencyToken(Owner owner, String token) {
        return catalog.read(state -> find(state, owner, token));
    }

    private static Optional<CopyJob> find(State state, Owner owner, String token) {
        return of(state, owner)
                .filter(job -> job.idempotencyToken().equals(Optional.of(token)))
                .findFirst();
    }

    @Override
    public Optional<CopyJob> update(Owner owner, UUID id, UnaryOperator<CopyJob> change) {
        return catalog.write(state -> Optional.ofNullable(
                state.copyJobs.computeIfPresent(new State.Key<>(owner, id), (key, old) -> change.apply(old))));
    }

    @Override
    public Map<CopyState, JobTotal> totals() {
        return catalog.read(state -> state.copyJobs.values().stream()
                .collect(Collectors.toMap(CopyJob::state, MemoryCopyJobs::total, JobTotal::plus)));
    }

    private static JobTotal total(CopyJob job) {
        return job.transfer()
                .map(transfer -> JobTotal.of(1, transfer.readBytes(), transfer.storedBytes()))
                .orElse(JobTotal.of(1, 0, 0));
    }

    @Override
    public Page<CopyJob> list(Owner owner, CopyJobFilter filter, PageRequest page) {
        return catalog.read(state -> Listing.latestFirst(
                of(state, owner).filter(filter::accepts), page, CopyJob::creationDate, CopyJob::id));
    }

    private static Stream<CopyJob> of(State state, Owner owner) {
        return state.copyJobs.values().stream().filter(job -> job.owner().equals(owner));
    }
}
