package io.coldkeep.api.operator;

import io.coldkeep.api.Caller;
import io.coldkeep.api.wire.JobIds;
import io.coldkeep.api.wire.WireController;
import io.coldkeep.domain.metrics.JobDetails;
import io.coldkeep.domain.metrics.MetricsService;
import io.coldkeep.domain.refusal.Subject;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The bytes of the caller's jobs, of whichever kind: {@code GET /coldkeep/jobs/ID}. What nobody knows is left out. */
@WireController
final class JobController {

    private final MetricsService metrics;

    JobController(MetricsService metrics) {
        this.metrics = metrics;
    }

    record Answer(String jobId, String kind, String state, Bytes bytes) {}

    record Bytes(
            @Nullable Long logical,
            @Nullable Long moved,
            @Nullable Long stored) {}

    @Get("/coldkeep/jobs/{jobId}")
    HttpResponse<Answer> job(@PathVariable String jobId, Caller caller) {
        return HttpResponse.ok(answer(metrics.job(caller.owner(), JobIds.parse(Subject.JOB, jobId))))
                .contentType(MediaType.APPLICATION_JSON_TYPE);
    }

    private static Answer answer(JobDetails job) {
        return new Answer(
                job.id().toString(),
                job.kind().name(),
                job.state().name(),
                new Bytes(known(job.logicalBytes()), known(job.movedBytes()), known(job.storedBytes())));
    }

    private static @Nullable Long known(OptionalLong bytes) {
        return bytes.isPresent() ? bytes.getAsLong() : null;
    }
}
