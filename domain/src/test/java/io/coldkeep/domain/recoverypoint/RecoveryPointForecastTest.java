package io.coldkeep.domain.recoverypoint;

import static io.coldkeep.domain.fixtures.Fixtures.OTHER_ACCOUNT;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.ROOT;
import static io.coldkeep.domain.fixtures.Fixtures.aRecoveryPoint;
import static io.coldkeep.domain.fixtures.Fixtures.aVault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.domain.content.Description;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.filesystem.FileSystem;
import io.coldkeep.domain.filesystem.NewFileSystem;
import io.coldkeep.domain.fixtures.RecoveryPointBuilder;
import io.coldkeep.domain.fixtures.Seeds;
import io.coldkeep.domain.lifecycle.Amount;
import io.coldkeep.domain.lifecycle.Forecast;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.memory.MemoryService;
import io.coldkeep.domain.refusal.NotFound;
import io.coldkeep.domain.tag.Tags;
import io.coldkeep.domain.vault.Vault;
import io.coldkeep.domain.vault.VaultName;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The forecast against what really happens. */
class RecoveryPointForecastTest {

    private static final Instant NOW = Instant.parse("2026-02-27T10:00:00Z");
    private static final int DAYS = 200;

    private final MemoryService service = new MemoryService(NOW);
    private final Vault vault = aVault().name("nightly").build();
    private final List<RecoveryPoint> made = new ArrayList<>();
    private FileSystem files;

    @BeforeEach
    void makeVaultAndFiles() {
        service.catalog.vaults().add(vault);
        files = service.fileSystems.create(OWNER, NewFileSystem.of("files", Tags.NONE));
    }

    @Test
    void agreesDayByDayWithWhatTheSweepDoes() throws Exception {
        var random = Seeds.random(RecoveryPointForecastTest.class);
        for (var i = 0; i < 300; i++) {
            add(randomPoint(random));
        }

        var forecast = service.points.forecast(ROOT, Optional.of(vault.name()), DAYS);

        assertThat(forecast.days()).hasSize(DAYS);
        for (var day : forecast.days()) {
            service.heard.clear();
            runUntil(day.date()
                    .plusDays(1)
                    .atStartOfDay()
                    .toInstant(ZoneOffset.UTC)
                    .minusMillis(1));
            assertThat(day).isEqualTo(seen(day));
        }
        assertThat(service.heard).noneMatch(what -> what.startsWith("failed"));
    }

    private Forecast.Day seen(Forecast.Day day) {
        return new Forecast.Day(
                day.date(),
                total(point -> heard("cold", point)),
                total(point -> heard("expired", point)),
                total(point -> isThere(point, StorageTier.WARM)),
                total(point -> isThere(point, StorageTier.COLD)));
    }

    private Amount total(Predicate<RecoveryPoint> wanted) {
        return made.stream()
                .filter(wanted)
                .map(point -> Amount.of(1, point.backupSizeInBytes()))
                .reduce(Amount.NONE, Amount::plus);
    }

    private boolean heard(String what, RecoveryPoint point) {
        return service.heard.stream().anyMatch(line -> line.startsWith(what + " " + point.id()));
    }

    private boolean isThere(RecoveryPoint point, StorageTier tier) {
        return service.catalog
                .recoveryPoints()
                .find(OWNER, point.id())
                .filter(there -> there.tier() == tier)
                .isPresent();
    }

    private void runUntil(Instant end) throws Exception {
        for (var due = dueUntil(end); due.isPresent(); due = dueUntil(end)) {
            service.clock.set(due.get().isAfter(service.clock.instant()) ? due.get() : service.clock.instant());
            service.expiry.run(service.clock.instant());
            service.coldMoves.run(service.clock.instant());
            service.runWork();
        }
        service.clock.set(end);
    }

    private Optional<Instant> dueUntil(Instant end) {
        return Stream.of(service.expiry.nextDue(), service.coldMoves.nextDue())
                .flatMap(Optional::stream)
                .filter(due -> !due.isAfter(end))
                .min(Comparator.naturalOrder());
    }

    /** Of any kind there is, some of them overdue, many of them due around midnight. */
    private static RecoveryPointBuilder randomPoint(Random random) {
        var cold = 1 + random.nextInt(150);
        var delete = cold + 90 + random.nextInt(60);
        return switch (random.nextInt(8)) {
            case 0 -> aged(random, random.nextInt(300));
            case 1 -> aged(random, random.nextInt(100)).lifecycle(Lifecycle.deleteAfter(1 + random.nextInt(200)));
            case 2 -> aged(random, cold - 1).lifecycle(Lifecycle.moveToColdAfter(cold));
            case 3 -> aged(random, random.nextInt(cold)).lifecycle(coldAndGone(cold, delete));
            case 4 -> aged(random, cold + random.nextInt(80)).lifecycle(coldAndGone(cold, delete));
            case 5 -> aged(random, delete + 1 + random.nextInt(10)).lifecycle(coldAndGone(cold, delete));
            case 6 ->
                aged(random, cold + random.nextInt(150))
                        .lifecycle(coldAndGone(cold, delete))
                        .tier(StorageTier.COLD);
            default ->
                aged(random, random.nextInt(100))
                        .lifecycle(Lifecycle.moveToColdAfter(cold))
                        .deleting(NOW.minusSeconds(random.nextInt(100)));
        };
    }

    private static Lifecycle coldAndGone(int cold, int delete) {
        return Lifecycle.moveToColdAfter(cold).deletingAfter(delete);
    }

    private static RecoveryPointBuilder aged(Random random, int days) {
        var midnight = NOW.minus(Duration.ofHours(10 + 24));
        var time = random.nextBoolean()
                ? Duration.ofMillis(random.nextInt(86_400_000))
                : Duration.ofMillis(random.nextInt(3) - 1);
        return aRecoveryPoint()
                .createdAt(midnight.plus(time).minus(Duration.ofDays(days)))
                .backupSizeInBytes(random.nextInt(1_000_000));
    }

    @Test
    void looksAtOneVaultOrAtAllOfTheOwner() throws IOException {
        var other = aVault().name("weekly").build();
        var strangers = aVault().owner(OTHER_ACCOUNT).build();
        service.catalog.vaults().add(other);
        service.catalog.vaults().add(strangers);
        add(aRecoveryPoint().backupSizeInBytes(1));
        service.catalog
                .recoveryPoints()
                .add(aRecoveryPoint().in(other).backupSizeInBytes(10).build());
        service.catalog
                .recoveryPoints()
                .add(aRecoveryPoint().in(strangers).backupSizeInBytes(100).build());

        assertThat(warmToday(Optional.of(vault.name()))).isEqualTo(Amount.of(1, 1));
        assertThat(warmToday(Optional.of(other.name()))).isEqualTo(Amount.of(1, 10));
        assertThat(warmToday(Optional.empty())).isEqualTo(Amount.of(2, 11));
    }

    private Amount warmToday(Optional<VaultName> name) {
        return service.points.forecast(ROOT, name, 1).days().get(0).warm();
    }

    @Test
    void refusesAVaultThatIsNotThere() {
        assertThatThrownBy(() -> service.points.forecast(ROOT, Optional.of(VaultName.of("daily")), 1))
                .isInstanceOf(NotFound.class)
                .hasMessage("Backup vault 'daily' does not exist.");
    }

    private void add(RecoveryPointBuilder builder) throws IOException {
        var point = builder.in(vault).of(files).build();
        service.content.store(
                point.content(), service.directories.source(files), Progress.IGNORED, () -> Description.NONE);
        if (point.tier() == StorageTier.COLD) {
            service.content.copyToCold(point.content(), Progress.IGNORED);
            service.content.delete(point.content(), StorageTier.WARM);
        }
        service.catalog.recoveryPoints().add(point);
        made.add(point);
    }
}
