package io.coldkeep.api.operator;

import io.coldkeep.api.wire.WireController;
import io.coldkeep.domain.content.Packs;
import io.coldkeep.domain.copy.CopyState;
import io.coldkeep.domain.job.JobState;
import io.coldkeep.domain.lifecycle.Amount;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.metrics.JobDetails.Kind;
import io.coldkeep.domain.metrics.Metrics;
import io.coldkeep.domain.metrics.MetricsService;
import io.coldkeep.domain.recoverypoint.PointTotal;
import io.coldkeep.domain.recoverypoint.RecoveryPoint;
import io.coldkeep.domain.restore.RestoreState;
import io.coldkeep.domain.work.JobTotal;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Get;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * The whole service in numbers, whoever asks: {@code GET /coldkeep/metrics}, as Prometheus reads it. States that nothing is in
 * have a 0, so that there is something to compare from the start.
 */
@WireController
final class MetricsController {

    private final MetricsService metrics;

    MetricsController(MetricsService metrics) {
        this.metrics = metrics;
    }

    @Get("/coldkeep/metrics")
    HttpResponse<String> read() {
        return HttpResponse.ok(text(metrics.read())).contentType(MetricsText.CONTENT_TYPE);
    }

    private static String text(Metrics metrics) {
        var text = new MetricsText();
        jobs(text, metrics);
        points(text, metrics);
        packs(text, metrics);
        return text.toString();
    }

    private static void jobs(MetricsText text, Metrics metrics) {
        text.gauge("coldkeep_jobs", "Jobs by kind and state.");
        count(text, Kind.BACKUP, JobState.values(), metrics.backups());
        count(text, Kind.COPY, CopyState.values(), metrics.copies());
        count(text, Kind.RESTORE, RestoreState.values(), metrics.restores());
        var backups = metrics.backups().getOrDefault(JobState.COMPLETED, JobTotal.NONE);
        var copies = metrics.copies().getOrDefault(CopyState.COMPLETED, JobTotal.NONE);
        var restores = metrics.restores().getOrDefault(RestoreState.COMPLETED, JobTotal.NONE);
        text.counter("coldkeep_job_moved_bytes_total", "Bytes that completed jobs read of their sources, or restored.")
                .sample(backups.movedBytes(), "kind", name(Kind.BACKUP))
                .sample(copies.movedBytes(), "kind", name(Kind.COPY))
                .sample(restores.movedBytes(), "kind", name(Kind.RESTORE));
        text.counter(
                        "coldkeep_job_stored_bytes_total",
                        "Bytes that completed jobs wrote to the store, deduplicated and compressed.")
                .sample(backups.storedBytes(), "kind", name(Kind.BACKUP))
                .sample(copies.storedBytes(), "kind", name(Kind.COPY));
    }

    private static <S extends Enum<S>> void count(MetricsText text, Kind kind, S[] states, Map<S, JobTotal> totals) {
        for (var state : states) {
            text.sample(totals.getOrDefault(state, JobTotal.NONE).jobs(), "kind", name(kind), "state", state.name());
        }
    }

    private static void points(MetricsText text, Metrics metrics) {
        text.gauge("coldkeep_recovery_points", "Recovery points by tier and status.");
        points(text, metrics, Amount::points);
        text.gauge("coldkeep_recovery_point_bytes", "What the files of recovery points have together, each of them.");
        points(text, metrics, Amount::bytes);
    }

    private static void points(MetricsText text, Metrics metrics, Function<Amount, Number> number) {
        for (var tier : StorageTier.values()) {
            for (var status : RecoveryPoint.Status.values()) {
                var amount = metrics.points().stream()
                        .filter(total -> total.tier() == tier && total.status() == status)
                        .findFirst()
                        .map(PointTotal::amount)
                        .orElse(Amount.NONE);
                text.sample(number.apply(amount), "tier", name(tier), "status", status.name());
            }
        }
    }

    private static void packs(MetricsText text, Metrics metrics) {
        text.gauge("coldkeep_packs", "Objects in the stores by tier and state; LOST ones are gone or damaged.");
        packs(text, metrics, Packs::count);
        text.gauge("coldkeep_pack_bytes", "Bytes of these objects.");
        packs(text, metrics, Packs::bytes);
        metrics.inventory()
                .oldestCheck()
                .ifPresent(at -> text.gauge(
                                "coldkeep_oldest_pack_check_timestamp_seconds",
                                "When that live object was checked that was not for longest; 0 when one is suspected.")
                        .sample(at.getEpochSecond()));
    }

    private static void packs(MetricsText text, Metrics metrics, ToLongFunction<Packs> number) {
        metrics.inventory()
                .packs()
                .forEach(packs -> text.sample(
                        number.applyAsLong(packs),
                        "tier",
                        name(packs.tier()),
                        "state",
                        packs.state().name()));
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
