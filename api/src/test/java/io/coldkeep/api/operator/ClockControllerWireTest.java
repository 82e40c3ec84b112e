package io.coldkeep.api.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.api.ApiServer;
import io.coldkeep.api.sigv4.Authenticator;
import io.coldkeep.domain.arn.AccountId;
import io.coldkeep.domain.fixtures.Fixtures;
import io.coldkeep.domain.memory.MemoryCatalog;
import io.coldkeep.domain.memory.TestClock;
import io.coldkeep.domain.time.DueWork;
import io.coldkeep.domain.time.TimeTravel;
import io.coldkeep.domain.time.VirtualClock;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClockControllerWireTest {

    private static final String CLOCK = "/coldkeep/clock";
    private static final Authenticator ANYBODY = Authenticator.trusting(AccountId.of("123456789012"));

    /** Nothing ever waits. */
    private static final class Idle implements DueWork {

        @Override
        public Optional<Instant> nextDue() {
            return Optional.empty();
        }

        @Override
        public void runDue(Instant upTo, Runnable stillWorking) {
            throw new IllegalStateException("nothing is due");
        }
    }

    private final TestClock real = new TestClock(Fixtures.JAN_1);
    private ApiServer server;

    @BeforeEach
    void startOverAVirtualClock() {
        var states = new MemoryCatalog().clockStates();
        var clock = new VirtualClock(real, states);
        server =
                ApiServer.start(ANYBODY, clock, new TimeTravel(clock, real, states, new Idle(), Duration.ofMinutes(1)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> move(String body) {
        return server.send("POST", CLOCK, body);
    }

    private static void assertReads(HttpResponse<String> answer, String now, boolean virtual) {
        assertThat(answer.body()).isEqualTo("{\"now\":\"" + now + "\",\"virtual\":" + virtual + "}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(answer.headers().firstValue("x-amzn-RequestId")).isPresent();
    }

    private static void assertRefused(HttpResponse<String> answer, String type, String message) {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains(type);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(answer.body())
                .isEqualTo("{\"Message\":\"" + message.replace("\"", "\\\"") + "\",\"Type\":null,\"Context\":null}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/json", "text/html"})
    void saysWhatTimeItIs(String accept) {
        assertReads(server.send("GET", CLOCK, "", "Accept", accept), "2026-01-01T00:00:00Z", true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"advance\":\"P90D\"}|2026-04-01T00:00:00Z",
                "{\"advance\":\"P1M\"}|2026-02-01T00:00:00Z",
                "{\"advance\":\"PT1H30M\"}|2026-01-01T01:30:00Z",
                "{\"advance\":\"PT0S\"}|2026-01-01T00:00:00Z",
                "{\"to\":\"2027-03-01T00:00:00Z\"}|2027-03-01T00:00:00Z"
            })
    void movesTime(String body, String now) {
        assertReads(move(body), now, true);
        assertReads(server.send("GET", CLOCK, ""), now, true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "[\"P1D\"]",
                "null",
                "\"P1D\"",
                "{\"advance\":1}",
                "{\"advance\":null}",
                "{\"Advance\":\"P1D\"}",
                "{\"advance\":\"P1D\",\"to\":\"2027-03-01T00:00:00Z\"}",
                "{\"advance\":\"P1D\",\"x\":1}",
                ""
            })
    void wantsOneOfTwoMembers(String body) {
        assertRefused(
                move(body),
                "InvalidParameterValueException",
                "body must be {\"advance\": \"<period or duration>\"} or {\"to\": \"<instant>\"}");
        assertReads(server.send("GET", CLOCK, ""), "2026-01-01T00:00:00Z", true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"advance\":\"P1D\"} x",
                "{\"advance\":\"P1D\"}{}",
                "{\"advance\":\"P1D\",\"advance\":\"P2D\"}",
                "{\"advance\":\"P1D\"",
                "{'advance':'P1D'}",
                "advance"
            })
    void wantsOneJsonDocument(String body) {
        assertRefused(move(body), "InvalidParameterValueException", "body must be JSON");
        assertReads(server.send("GET", CLOCK, ""), "2026-01-01T00:00:00Z", true);
    }

    @Test
    void namesWhatIsNoAmountAndNoInstant() {
        assertRefused(
                move("{\"advance\":\"90 days\"}"),
                "InvalidParameterValueException",
                "advance must be an ISO-8601 period or duration, was '90 days'");
        assertRefused(
                move("{\"to\":\"2027-03-01\"}"),
                "InvalidParameterValueException",
                "to must be an ISO-8601 instant in UTC, was '2027-03-01'");
        assertRefused(
                move("{\"to\":\"2025-12-31T23:59:59Z\"}"),
                "InvalidParameterValueException",
                "to must not be before 2026-01-01T00:00:00Z, was 2025-12-31T23:59:59Z");
        assertRefused(
                move("{\"advance\":\"-P1D\"}"),
                "InvalidParameterValueException",
                "advance must be 0 to 10 years, was P-1D");
        assertRefused(
                move("{\"advance\":\"P1000Y\"}"),
                "InvalidParameterValueException",
                "advance must be 0 to 10 years, was P1000Y");
        assertReads(server.send("GET", CLOCK, ""), "2026-01-01T00:00:00Z", true);
    }

    @Test
    void readsTheSystemClockAndCannotMoveIt() {
        try (var ofSystem = ApiServer.start(ANYBODY, real)) {
            assertReads(ofSystem.send("GET", CLOCK, ""), "2026-01-01T00:00:00Z", false);
            assertRefused(
                    ofSystem.send("POST", CLOCK, "{\"advance\":\"P1D\"}"),
                    "InvalidRequestException",
                    "The clock cannot be moved: the service runs on the system clock.");
            assertReads(ofSystem.send("GET", CLOCK, ""), "2026-01-01T00:00:00Z", false);
        }
    }
}
