package io.coldkeep.api.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.coldkeep.api.wire.RequestBody;
import io.coldkeep.api.wire.WireController;
import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.refusal.WrongState;
import io.coldkeep.domain.time.TimeTravel;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.time.temporal.TemporalAmount;
import java.util.Optional;

/**
 * The clock of the service. {@code GET} answers {@code {"now":"2026-11-21T10:00:00Z","virtual":true}}. {@code POST} with
 * {@code {"advance":"P90D"}}, an ISO-8601 period or duration, or {@code {"to":"2027-03-01T00:00:00Z"}} moves a virtual one,
 * forward only, and answers when all that became due on the way has ended.
 */
@WireController
final class ClockController {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private final InstantSource clock;
    private final Optional<TimeTravel> timeTravel;

    ClockController(InstantSource clock, Optional<TimeTravel> timeTravel) {
        this.clock = clock;
        this.timeTravel = timeTravel;
    }

    /** @param now in ISO-8601 */
    record Reading(String now, boolean virtual) {}

    @Get("/coldkeep/clock")
    HttpResponse<Reading> read() {
        return reading(clock.instant());
    }

    @Post("/coldkeep/clock")
    HttpResponse<Reading> move(HttpRequest<?> request) {
        var travel = timeTravel.orElseThrow(() -> new WrongState(
                WrongState.Reason.CLOCK, "The clock cannot be moved: the service runs on the system clock."));
        return reading(move(travel, json(RequestBody.of(request))));
    }

    private HttpResponse<Reading> reading(Instant now) {
        return HttpResponse.ok(new Reading(now.toString(), timeTravel.isPresent()))
                .contentType(MediaType.APPLICATION_JSON_TYPE);
    }

    private static Instant move(TimeTravel travel, JsonNode wanted) {
        var advance = wanted.path("advance");
        var to = wanted.path("to");
        if (wanted.size() != 1 || !(advance.isTextual() || to.isTextual())) {
            throw invalid("body", "must be {\"advance\": \"<period or duration>\"} or {\"to\": \"<instant>\"}");
        }
        return advance.isTextual()
                ? travel.advanceBy(amount(advance.textValue()))
                : travel.advanceTo(instant(to.textValue()));
    }

    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw invalid("body", "must be JSON");
        } catch (IOException e) {
            throw new IllegalStateException("an array cannot fail to be read", e);
        }
    }

    private static TemporalAmount amount(String text) {
        try {
            return text.contains("T") ? Duration.parse(text) : Period.parse(text);
        } catch (DateTimeException e) {
            throw invalid("advance", "must be an ISO-8601 period or duration, was '" + text + "'");
        }
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw invalid("to", "must be an ISO-8601 instant in UTC, was '" + text + "'");
        }
    }

    private static RuleBroken invalid(String field, String reason) {
        return new RuleBroken(new InvalidValue(field, reason));
    }
}
