package io.coldkeep.app.command;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import io.coldkeep.app.wiring.CommandCatalog;
import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.recovery.PointRecovery;
import io.coldkeep.domain.recovery.Recovered;
import io.coldkeep.domain.recoverypoint.PointRecord;
import io.coldkeep.domain.recoverypoint.PointRecords;
import io.coldkeep.domain.recoverypoint.RecoveryPoint;
import io.coldkeep.persistence.content.StoredVaults;
import io.coldkeep.persistence.content.StoredVaults.Stored;
import io.coldkeep.persistence.content.VaultRecovery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes the catalog again, as far as the stores tell it. */
final class RecoverCommand {

    private final OperatedStores stores;
    private final Map<String, String> environment;
    private final Report report;
    private int added;
    private int changed;
    private int there;

    RecoverCommand(OperatedStores stores, Map<String, String> environment, Report report) {
        this.stores = stores;
        this.environment = environment;
        this.report = report;
    }

    int run(List<String> operands) throws IOException {
        if (!operands.isEmpty() && !operands.equals(List.of("--lifecycles"))) {
            throw new WrongUsage("usage: coldkeep recover [--lifecycles]");
        }
        try (var vaults = stores.open(report);
                var catalog = CommandCatalog.open(environment)) {
            recover(vaults, catalog, catalog.points(!operands.isEmpty()));
        }
        report.answer("recovery points: %d recovered, %d with their lifecycles again, %d were there: %s"
                .formatted(added, changed, there, report.summary()));
        return report.code();
    }

    private void recover(StoredVaults vaults, CommandCatalog catalog, PointRecovery points) throws IOException {
        var byVault = vaults.contents(stores.problems(report)).stream()
                .collect(groupingBy(stored -> stored.id().vault()));
        vaults.requireReadable(); // from here on the service does not start until this has come to its end
        catalog.beginRecovery();
        for (var vault : vaults.openVaults()) {
            var recovery = catalog.recover(vaults, vault);
            for (var candidates : candidates(byVault.getOrDefault(vault, List.of()), catalog.records())) {
                recover(candidates, recovery, points);
            }
        }
        catalog.endRecovery();
    }

    /** What may be the content of a recovery point, in the tiers that it is in: the warm one first. */
    private record Candidate(PointRecord record, List<Stored> tiers) {

        ContentId id() {
            return first().id();
        }

        Stored first() {
            return tiers.getFirst();
        }
    }

    /** Those of each recovery point, the latest first; in the order in which the recovery points were made. */
    private List<List<Candidate>> candidates(List<Stored> contents, PointRecords records) {
        var byPoint = new LinkedHashMap<String, List<Candidate>>();
        contents.stream().collect(groupingBy(Stored::id, LinkedHashMap::new, toList())).values().stream()
                .flatMap(tiers -> candidate(tiers, records).stream())
                .sorted(Comparator.comparing(
                                (Candidate candidate) -> candidate.record().completionDate())
                        .reversed())
                .forEach(candidate -> byPoint.computeIfAbsent(
                                candidate.record().arn().toString(), _ -> new ArrayList<>())
                        .add(candidate));
        return byPoint.values().stream()
                .sorted(Comparator.comparing(
                        candidates -> candidates.getFirst().record().creationDate()))
                .toList();
    }

    private Optional<Candidate> candidate(List<Stored> tiers, PointRecords records) {
        var inOrder = tiers.stream().sorted(Comparator.comparing(Stored::tier)).toList();
        var record = records.read(inOrder.getFirst().description());
        if (record.isEmpty()) {
            inOrder.forEach(stored -> leave(stored, "does not say which recovery point it is of"));
        }
        return record.map(known -> new Candidate(known, inOrder));
    }

    private void leave(Stored stored, String why) {
        report.problem(
                file(stored) + ": " + why + ". It is left alone, and nothing of its vault is freed while it is there");
    }

    private String file(Stored stored) {
        return stores.name(stored.tier(), stored.object());
    }

    private void recover(List<Candidate> candidates, VaultRecovery recovery, PointRecovery points) throws IOException {
        var chosen = choose(candidates, recovery, points);
        for (var candidate : candidates) {
            if (chosen.filter(candidate::equals).isPresent()) {
                adopt(candidate, recovery, points);
            } else {
                candidate
                        .tiers()
                        .forEach(stored -> leave(
                                stored,
                                "is of another attempt at recovery point "
                                        + candidate.record().arn()));
            }
        }
    }

    /** What the catalog has; or else the latest that is whole, if one is. */
    private static Optional<Candidate> choose(List<Candidate> candidates, VaultRecovery recovery, PointRecovery points)
            throws IOException {
        var known = points.contentOf(candidates.getFirst().record());
        if (known.isPresent()) {
            return candidates.stream()
                    .filter(candidate -> candidate.id().equals(known.get()))
                    .findFirst();
        }
        for (var candidate : candidates) {
            for (var stored : candidate.tiers()) {
                if (candidates.size() == 1 || recovery.isWhole(stored)) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.of(candidates.getFirst());
    }

    private void adopt(Candidate candidate, VaultRecovery recovery, PointRecovery points) throws IOException {
        var damaged = new ArrayList<Stored>();
        for (var stored : candidate.tiers()) {
            if (!recovery.adopt(stored)) {
                damaged.add(stored);
            }
        }
        var best = candidate.tiers().stream()
                .filter(stored -> !damaged.contains(stored))
                .findFirst()
                .orElse(candidate.first());
        var recovered = points.add(candidate.record(), candidate.id(), best.tier(), best.logicalBytes());
        say(recovered, candidate.record());
        for (var stored : damaged) {
            report.problem(file(stored) + ": of recovery point "
                    + candidate.record().arn() + " not all is there; 'coldkeep verify' says what is lost");
        }
    }

    private void say(Recovered recovered, PointRecord record) {
        switch (recovered.outcome()) {
            case ADDED -> {
                added++;
                report.answer("recovered " + line(recovered.point(), record));
            }
            case LIFECYCLE_RESTORED -> {
                changed++;
                report.answer("in force again for " + line(recovered.point(), record));
            }
            case THERE, OTHER_CONTENT -> there++;
        }
    }

    private static String line(RecoveryPoint point, PointRecord record) {
        return "%s of %s in %s, %s, of %s; %s"
                .formatted(
                        point.arn(),
                        point.resourceArn(),
                        point.vaultName(),
                        point.tier().name().toLowerCase(Locale.ROOT),
                        point.creationDate(),
                        lifecycle(record.lifecycle()));
    }

    private static String lifecycle(Lifecycle lifecycle) {
        var acts = Stream.of(
                        lifecycle.moveToColdAfter().map(days -> "cold after %s days".formatted(days)),
                        lifecycle.deleteAfter().map(days -> "deleted after %s days".formatted(days)))
                .flatMap(Optional::stream)
                .collect(joining(", "));
        return acts.isEmpty() ? "made without a lifecycle" : "made to be " + acts;
    }
}
