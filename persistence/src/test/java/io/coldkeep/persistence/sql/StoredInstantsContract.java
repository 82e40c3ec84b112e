package io.coldkeep.persistence.sql;

import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.aRecoveryPoint;
import static io.coldkeep.domain.fixtures.Fixtures.aVault;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.lifecycle.Cohort;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.recoverypoint.NextAction;
import io.coldkeep.domain.recoverypoint.RecoveryPoint;
import io.coldkeep.domain.recoverypoint.RecoveryPointFilter;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Instants are the same whatever zone the JVM is in, also in the hour that an autumn night has twice. */
abstract class StoredInstantsContract {

    private static final Instant FIRST_HALF_PAST_TWO = Instant.parse("2026-10-25T00:30:00.123Z");
    private static final Instant SECOND_HALF_PAST_TWO = Instant.parse("2026-10-25T01:30:00.123Z");

    private final TimeZone zone = TimeZone.getDefault();
    private TestCatalog catalog;

    abstract TestDatabase freshDatabase();

    @BeforeEach
    void startInBerlin() {
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
        catalog = new TestCatalog(freshDatabase());
    }

    @AfterEach
    void stop() {
        catalog.close();
        TimeZone.setDefault(zone);
    }

    @Test
    void keepsTheTwoHalfPastTwosOfAnAutumnNightApart() {
        var first = add(FIRST_HALF_PAST_TWO);
        var second = add(SECOND_HALF_PAST_TWO);

        TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));

        assertThat(find(first)).contains(first);
        assertThat(find(second)).contains(second);
    }

    @Test
    void findsWhatIsDueBetweenTheTwoHalfPastTwos() {
        var first = add(FIRST_HALF_PAST_TWO.minusSeconds(86_400));
        var second = add(SECOND_HALF_PAST_TWO.minusSeconds(86_400));
        var points = catalog.repositories().recoveryPoints();

        assertThat(points.nextDue(NextAction.Kind.EXPIRE)).contains(FIRST_HALF_PAST_TWO);
        assertThat(points.findDue(NextAction.Kind.EXPIRE, FIRST_HALF_PAST_TWO, 10))
                .containsExactly(first);
        assertThat(points.findDue(NextAction.Kind.EXPIRE, SECOND_HALF_PAST_TWO.minusMillis(1), 10))
                .containsExactly(first);
        assertThat(points.findDue(NextAction.Kind.EXPIRE, SECOND_HALF_PAST_TWO, 10))
                .containsExactly(first, second);
    }

    @Test
    void filtersBetweenTheTwoHalfPastTwos() {
        var vault = aVault().build();
        var repositories = catalog.repositories();
        repositories.vaults().add(vault);
        var first = aRecoveryPoint().in(vault).createdAt(FIRST_HALF_PAST_TWO).build();
        var second = aRecoveryPoint().in(vault).createdAt(SECOND_HALF_PAST_TWO).build();
        repositories.recoveryPoints().add(first);
        repositories.recoveryPoints().add(second);

        var before = new RecoveryPointFilter(
                Optional.empty(), Optional.empty(), Optional.of(SECOND_HALF_PAST_TWO), Optional.empty());
        var after = new RecoveryPointFilter(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(FIRST_HALF_PAST_TWO));

        assertThat(repositories
                        .recoveryPoints()
                        .listByVault(vault, before, PageRequest.first(10))
                        .items())
                .containsExactly(first);
        assertThat(repositories
                        .recoveryPoints()
                        .listByVault(vault, after, PageRequest.first(10))
                        .items())
                .containsExactly(second);
    }

    @Test
    void groupsByTheDayInUtcWhereverTheServiceRuns() {
        add(Instant.parse("2026-07-01T23:30:00Z")); // the next day in Berlin already
        TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
        add(Instant.parse("2026-07-03T00:30:00Z")); // the day before in New York

        List<LocalDate> days = catalog.repositories()
                .recoveryPoints()
                .readCohorts(
                        OWNER,
                        Optional.empty(),
                        cohorts -> cohorts.map(Cohort::created).toList());

        assertThat(days).containsExactlyInAnyOrder(LocalDate.parse("2026-07-01"), LocalDate.parse("2026-07-03"));
    }

    private RecoveryPoint add(Instant createdAt) {
        var vault = aVault().build();
        var point = aRecoveryPoint()
                .in(vault)
                .createdAt(createdAt)
                .lifecycle(Lifecycle.deleteAfter(1))
                .build();
        assertThat(catalog.repositories().vaults().add(vault)).isTrue();
        assertThat(catalog.repositories().recoveryPoints().add(point)).isTrue();
        return point;
    }

    private Optional<RecoveryPoint> find(RecoveryPoint point) {
        return catalog.repositories().recoveryPoints().find(OWNER, point.id());
    }
}
