package io.coldkeep.domain.memory;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.job.BackupJob;
import io.coldkeep.domain.job.BackupJobFilter;
import io.coldkeep.domain.job.BackupJobRepository;
import io.coldkeep.domain.job.JobState;
import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.work.JobTotal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class MemoryBackupJobs implements BackupJobRepository {

    private final MemoryCatalog catalog;

    MemoryBackupJobs(MemoryCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public boolean add(BackupJob job) {
        return catalog.write(state -> {
            if (job.idempotencyToken()
                    .flatMap(token -> find(state, job.owner(), token))
                    .isPresent()) {
                return false;
            }
            return state.backupJobs.putIfAbsent(new State.Key<>(job.owner(), job.id()), job) == null;
        });
    }

    @Override
    public Optional<BackupJob> find(Owner owner, UUID id) {
        return catalog.read(state -> Optional.ofNullable(state.backupJobs.get(new State.Key<>(owner, id))));
    }

    @Override
    public Optional<BackupJob> findByIdempotencyToken(Owner owner, String token) {
        return catalog.read(state -> find(state, owner, token));
    }

    private static Optional<BackupJob> find(State state, Owner owner, String token) {
        return of(state, owner)
                .filter(job -> job.idempotencyToken().equals(Optional.of(token)))
                .findFirst();
    }

    @Override
    public boolean claimResource(BackupJob job) {
        return catalog.write(state -> state.claims
                .merge(new State.Key<>(job.owner(), job.resource()), job.id(), (holder, claimant) -> holder)
                .equals(job.id()));
    }

    @Override
    public void awaitResource(BackupJob job) {
        catalog.change(state -> state.waitingJobs.add(new State.Key<>(job.owner(), job.id())));
    }

    @Override
    public Optional<UUID> releaseResource(BackupJob job) {
        var resource = new State.Key<>(job.owner(), job.resource());
        return catalog.write(state -> {
            state.claims.remove(resource, job.id());
            if (state.claims.containsKey(resource)) {
                return Optional.empty();
            }
            var next = state.waitingJobs.stream()
                    .map(state.backupJobs::get)
                    .filter(waiting -> waiting.owner().equals(job.owner()))
                    .filter(waiting -> waiting.resource().equals(job.resource()))
                    .min(Comparator.comparing(BackupJob::creationDate))
                    .map(BackupJob::id);
            next.ifPresent(id -> state.waitingJobs.remove(new State.Key<>(job.owner(), id)));
            return next;
        });
    }

    @Override
    public Optional<BackupJob> update(Owner owner, UUID id, UnaryOperator<BackupJob> change) {
        return catalog.write(state -> Optional.ofNullable(
                state.backupJobs.computeIfPresent(new State.Key<>(owner, id), (key, old) -> change.apply(old))));
    }

    @Override
    public Optional<Instant> nextStartBy() {
        return catalog.read(state -> notStarted(state).map(BackupJob::startBy).min(Comparator.naturalOrder()));
    }

    @Override
    public List<BackupJob> findToStartBy(Instant upTo, int limit) {
        return catalog.read(state -> notStarted(state)
                .filter(job -> !job.startBy().isAfter(upTo))
                .sorted(Comparator.comparing(BackupJob::startBy))
                .limit(limit)
                .toList());
    }

    private static Stream<BackupJob> notStarted(State state) {
        return state.backupJobs.values().stream().filter(job -> job.state() == JobState.CREATED);
    }

    @Override
    public Map<JobState, JobTotal> totals() {
        return catalog.read(state -> state.backupJobs.values().stream()
                .collect(Collectors.toMap(BackupJob::state, MemoryBackupJobs::total, JobTotal::plus)));
    }

    private static JobTotal total(BackupJob job) {
        return job.transfer()
                .map(transfer -> JobTotal.of(1, transfer.readBytes(), transfer.storedBytes()))
                .orElse(JobTotal.of(1, 0, 0));
    }

    @Override
    public Page<BackupJob> list(Owner owner, BackupJobFilter filter, PageRequest page) {
        return catalog.read(state -> Listing.latestFirst(
                of(state, owner).filter(filter::accepts), page, BackupJob::creationDate, BackupJob::id));
    }

    private static Stream<BackupJob> of(State state, Owner owner) {
        return state.backupJobs.values().stream().filter(job -> job.owner().equals(owner));
    }
}
