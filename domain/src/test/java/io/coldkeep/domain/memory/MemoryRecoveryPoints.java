package io.coldkeep.domain.memory;

import io.coldkeep.domain.access.Governed;
import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.lifecycle.Amount;
import io.coldkeep.domain.lifecycle.Cohort;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.recoverypoint.NextAction;
import io.coldkeep.domain.recoverypoint.PointTotal;
import io.coldkeep.domain.recoverypoint.ProtectedResource;
import io.coldkeep.domain.recoverypoint.RecoveryPoint;
import io.coldkeep.domain.recoverypoint.RecoveryPointFilter;
import io.coldkeep.domain.recoverypoint.RecoveryPointId;
import io.coldkeep.domain.recoverypoint.RecoveryPointRepository;
import io.coldkeep.domain.vault.Vault;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class MemoryRecoveryPoints implements RecoveryPointRepository {

    private static final Comparator<RecoveryPoint> BY_CREATION =
            Comparator.comparing(RecoveryPoint::creationDate).thenComparing(RecoveryPoint::id);

    private final MemoryCatalog catalog;

    MemoryRecoveryPoints(MemoryCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public boolean add(RecoveryPoint point) {
        return catalog.write(state -> state.vaults.containsKey(point.vaultId())
                && state.recoveryPoints.putIfAbsent(key(point), point) == null);
    }

    @Override
    public Optional<RecoveryPoint> find(Owner owner, RecoveryPointId id) {
        return catalog.read(state -> Optional.ofNullable(state.recoveryPoints.get(new State.Key<>(owner, id))));
    }

    @Override
    public Optional<Governed<RecoveryPoint>> findGoverned(Owner owner, RecoveryPointId id) {
        return catalog.read(state -> Optional.ofNullable(state.recoveryPoints.get(new State.Key<>(owner, id)))
                .map(point -> new Governed<>(point, MemoryVaults.policy(state, point.vaultId()))));
    }

    @Override
    public List<RecoveryPoint> findByContents(Collection<ContentId> contents) {
        return catalog.read(state -> state.recoveryPoints.values().stream()
                .filter(point -> contents.contains(point.content()))
                .toList());
    }

    @Override
    public List<RecoveryPoint> replaceAll(List<RecoveryPoint> changed) {
        return catalog.write(state -> changed.stream()
                .filter(point -> isStored(state, point, point.version() - 1))
                .peek(point -> state.recoveryPoints.put(key(point), point))
                .toList());
    }

    @Override
    public List<RecoveryPoint> removeAll(List<RecoveryPoint> unwanted) {
        return catalog.write(state -> unwanted.stream()
                .filter(point -> isStored(state, point, point.version()))
                .peek(point -> state.recoveryPoints.remove(key(point)))
                .toList());
    }

    private static boolean isStored(State state, RecoveryPoint point, long version) {
        return Optional.ofNullable(state.recoveryPoints.get(key(point)))
                .filter(stored -> stored.version() == version)
                .isPresent();
    }

    private static State.Key<RecoveryPointId> key(RecoveryPoint point) {
        return new State.Key<>(point.owner(), point.id());
    }

    @Override
    public Page<RecoveryPoint> listByVault(Vault vault, RecoveryPointFilter filter, PageRequest page) {
        return catalog.read(state -> latestFirst(of(state, vault).filter(filter::accepts), page));
    }

    @Override
    public Page<RecoveryPoint> listByResource(Owner owner, Arn resource, PageRequest page) {
        return catalog.read(state ->
                latestFirst(of(state, owner).filter(point -> point.resourceArn().equals(resource)), page));
    }

    private static Page<RecoveryPoint> latestFirst(Stream<RecoveryPoint> points, PageRequest page) {
        return Listing.latestFirst(
                points, page, RecoveryPoint::creationDate, point -> point.id().value());
    }

    @Override
    public Page<ProtectedResource> listResources(Owner owner, Optional<Vault> vault, PageRequest page) {
        return catalog.read(state -> Listing.byText(
                resources(vault.map(in -> of(state, in)).orElseGet(() -> of(state, owner))),
                page,
                resource -> resource.resourceArn().toString()));
    }

    @Override
    public Optional<ProtectedResource> findResource(Owner owner, Arn resource) {
        return catalog.read(state -> resources(
                        of(state, owner).filter(point -> point.resourceArn().equals(resource)))
                .findFirst());
    }

    @Override
    public <T> T readCohorts(Owner owner, Optional<Vault> vault, Function<Stream<Cohort>, T> reader) {
        return catalog.read(state -> {
            var amounts = vault.map(in -> of(state, in))
                    .orElseGet(() -> of(state, owner))
                    .collect(Collectors.toMap(
                            MemoryRecoveryPoints::emptyCohort,
                            point -> Amount.of(1, point.backupSizeInBytes()),
                            Amount::plus));
            return reader.apply(amounts.entrySet().stream().map(entry -> {
                var cohort = entry.getKey();
                return new Cohort(
                        cohort.created(), cohort.lifecycle(), cohort.tier(), cohort.deleting(), entry.getValue());
            }));
        });
    }

    @Override
    public List<PointTotal> totals() {
        return catalog.read(state -> state.recoveryPoints.values().stream()
                .collect(Collectors.toMap(
                        point -> List.of(point.tier(), point.status()),
                        MemoryRecoveryPoints::total,
                        (one, other) -> new PointTotal(
                                one.tier(), one.status(), one.amount().plus(other.amount()))))
                .values()
                .stream()
                .toList());
    }

    private static PointTotal total(RecoveryPoint point) {
        return new PointTotal(point.tier(), point.status(), Amount.of(1, point.backupSizeInBytes()));
    }

    private static Cohort emptyCohort(RecoveryPoint point) {
        var lifecycle = point.lifecycle();
        return new Cohort(
                LocalDate.ofInstant(point.creationDate(), ZoneOffset.UTC),
                new Lifecycle(lifecycle.moveToColdAfter(), lifecycle.deleteAfter(), Optional.empty()),
                point.tier(),
                point.status() != RecoveryPoint.Status.COMPLETED,
                Amount.NONE);
    }

    private static Stream<ProtectedResource> resources(Stream<RecoveryPoint> points) {
        var latest = new HashMap<Arn, RecoveryPoint>();
        points.forEach(point -> latest.merge(point.resourceArn(), point, BinaryOperator.maxBy(BY_CREATION)));
        return latest.values().stream()
                .map(point -> new ProtectedResource(
                        point.resourceArn(),
                        point.resourceName(),
                        point.creationDate(),
                        point.vaultArn(),
                        point.arn()));
    }

    private static Stream<RecoveryPoint> of(State state, Vault vault) {
        return state.recoveryPoints.values().stream()
                .filter(point -> point.vaultId().equals(vault.id()));
    }

    private static Stream<RecoveryPoint> of(State state, Owner owner) {
        return state.recoveryPoints.values().stream()
                .filter(point -> point.owner().equals(owner));
    }

    @Override
    public List<RecoveryPoint> findDue(NextAction.Kind kind, Instant upTo, int limit) {
        return catalog.read(state -> state.recoveryPoints.values().stream()
                .filter(point ->
                        due(point, kind).filter(at -> !at.isAfter(upTo)).isPresent())
                .sorted(Comparator.comparing(
                        point -> point.nextAction().orElseThrow().at()))
                .limit(limit)
                .toList());
    }

    @Override
    public Optional<Instant> nextDue(NextAction.Kind kind) {
        return catalog.read(state -> state.recoveryPoints.values().stream()
                .flatMap(point -> due(point, kind).stream())
                .min(Comparator.naturalOrder()));
    }

    private static Optional<Instant> due(RecoveryPoint point, NextAction.Kind kind) {
        return point.nextAction().filter(next -> next.kind() == kind).map(NextAction::at);
    }
}
