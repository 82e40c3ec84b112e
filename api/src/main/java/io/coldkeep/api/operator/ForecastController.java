package io.coldkeep.api.operator;

import io.coldkeep.api.Caller;
import io.coldkeep.api.wire.AwsErrors;
import io.coldkeep.api.wire.AwsException;
import io.coldkeep.api.wire.AwsService;
import io.coldkeep.api.wire.Members;
import io.coldkeep.api.wire.WireController;
import io.coldkeep.domain.lifecycle.Amount;
import io.coldkeep.domain.lifecycle.Forecast;
import io.coldkeep.domain.recoverypoint.RecoveryPointService;
import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.vault.VaultName;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Get;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of the caller's recovery points: {@code GET /coldkeep/forecast?days=N}, and {@code &vault=…} for those of one
 * vault. Answers for each day in UTC, from today on, what moves to cold storage and what expires on it, and what there is in
 * either tier at its end.
 */
@WireController
final class ForecastController {

    private static final String DAYS = "days";
    private static final String VAULT = "vault";

    private final RecoveryPointService points;

    ForecastController(RecoveryPointService points) {
        this.points = points;
    }

    record Answer(List<Day> days) {}

    record Day(String date, Total movedToCold, Total expired, Total warm, Total cold) {}

    record Total(long points, BigInteger bytes) {}

    @Get("/coldkeep/forecast")
    HttpResponse<Answer> forecast(HttpRequest<?> request, Caller caller) {
        checkNames(request);
        var days = parameter(request, DAYS)
                .orElseThrow(() -> new AwsException(AwsErrors.missing(AwsService.BACKUP, DAYS)));
        var vault = parameter(request, VAULT).map(VaultName::of);
        var forecast = points.forecast(caller.requester(), vault, number(days));
        return HttpResponse.ok(new Answer(
                        forecast.days().stream().map(ForecastController::day).toList()))
                .contentType(MediaType.APPLICATION_JSON_TYPE);
    }

    /** A misspelt {@code vault} would give the sums of all of them. */
    private static void checkNames(HttpRequest<?> request) {
        for (var name : request.getParameters().names()) {
            if (!name.equals(DAYS) && !name.equals(VAULT)) {
                throw Members.invalid(InvalidValue.shortened(name), "is not known; there are days and vault");
            }
        }
    }

    private static Optional<String> parameter(HttpRequest<?> request, String name) {
        var values = request.getParameters().getAll(name);
        if (values.size() > 1) {
            throw Members.invalid(name, "must be given once, was given " + values.size() + " times");
        }
        return values.stream().findFirst();
    }

    private static int number(String days) {
        try {
            return Members.inRange(DAYS, Integer.parseInt(days), 1, Forecast.MAX_DAYS);
        } catch (NumberFormatException e) {
            throw Members.invalid(
                    DAYS, "must be a whole number from 1 to %d, was '%s'".formatted(Forecast.MAX_DAYS, days));
        }
    }

    private static Day day(Forecast.Day day) {
        return new Day(
                day.date().toString(),
                total(day.movedToCold()),
                total(day.expired()),
                total(day.warm()),
                total(day.cold()));
    }

    private static Total total(Amount amount) {
        return new Total(amount.points(), amount.bytes());
    }
}
