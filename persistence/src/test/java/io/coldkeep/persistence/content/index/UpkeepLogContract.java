package io.coldkeep.persistence.content.index;

import static io.coldkeep.domain.lifecycle.StorageTier.WARM;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.content.ContentId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link UpkeepLog} promises. There is nothing in the index when a test begins. */
public abstract class UpkeepLogContract {

    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant SECOND = FIRST.plus(Duration.ofDays(1));
    private static final Instant THIRD = FIRST.plus(Duration.ofDays(2));

    private final UUID vault = new UUID(0, 1);
    private final UUID otherVault = new UUID(0, 2);

    protected abstract ContentIndex index();

    protected abstract UpkeepLog log();

    protected abstract void empty();

    @BeforeEach
    void begin() {
        empty();
    }

    private Pack livePack(UUID in) throws SessionEndedException {
        var session = index().begin(new ContentId(in, UUID.randomUUID()), WARM);
        var number = index().newPack(session, Pack.Kind.DATA);
        index().finishPack(session, number, 10, List.of());
        index().commit(session, new Content(session.content(), WARM, "fs-1", new byte[1], PackSet.of(number)));
        return index().pack(number).orElseThrow();
    }

    @Test
    void knowsWhichVaultWasNotInspectedForLongest() {
        assertThat(log().firstInspection()).isEmpty();
        assertThat(log().inspectedBy(THIRD)).isEmpty();
        index().header(vault, () -> new byte[1]);
        index().header(otherVault, () -> new byte[1]);
        assertThat(log().firstInspection()).contains(Instant.EPOCH);
        assertThat(log().inspectedBy(Instant.EPOCH)).containsExactlyInAnyOrder(vault, otherVault);

        log().inspected(vault, SECOND);
        assertThat(log().firstInspection()).contains(Instant.EPOCH);
        assertThat(log().inspectedBy(FIRST)).containsExactly(otherVault);

        log().inspected(otherVault, FIRST);
        assertThat(log().firstInspection()).contains(FIRST);
        assertThat(log().inspectedBy(FIRST)).containsExactly(otherVault);
        assertThat(log().inspectedBy(FIRST.minusMillis(1))).isEmpty();
        assertThat(log().inspectedBy(SECOND)).containsExactlyInAnyOrder(vault, otherVault);
    }

    @Test
    void knowsWhichPackWasNotCheckedForLongest() throws Exception {
        index().header(vault, () -> new byte[1]);
        index().header(otherVault, () -> new byte[1]);
        var one = livePack(vault);
        var elsewhere = livePack(otherVault);
        assertThat(log().firstCheck()).as("of new ones").isEmpty();
        assertThat(log().checkedBy(THIRD)).isEmpty();

        log().inspected(vault, FIRST);
        log().inspected(otherVault, SECOND);
        assertThat(log().firstCheck()).contains(FIRST);
        assertThat(log().checkedBy(FIRST)).contains(one);
        assertThat(log().checkedBy(FIRST.minusMillis(1))).isEmpty();

        log().checked(one, THIRD);
        assertThat(log().firstCheck()).contains(SECOND);
        assertThat(log().checkedBy(THIRD)).contains(elsewhere);
    }

    @Test
    void suspectsComeFirst() throws Exception {
        index().header(vault, () -> new byte[1]);
        var one = livePack(vault);
        var fresh = livePack(vault);
        log().inspected(vault, SECOND);
        log().checked(one, FIRST);
        var lost = livePack(vault);
        index().lost(List.of(lost.number()));

        index().suspect(List.of(fresh.number(), lost.number()));
        index().suspect(List.of());

        assertThat(log().firstCheck()).contains(Instant.EPOCH);
        assertThat(log().checkedBy(Instant.EPOCH)).contains(fresh);
        log().checked(fresh, THIRD);
        assertThat(log().firstCheck()).contains(FIRST);
    }

    @Test
    void anInspectionDoesNotCountAsACheckOfWhatIsNotNew() throws Exception {
        index().header(vault, () -> new byte[1]);
        livePack(vault);
        log().inspected(vault, FIRST);
        var fresh = livePack(vault);

        log().inspected(vault, THIRD);

        assertThat(log().firstCheck()).contains(FIRST);
        log().checked(log().checkedBy(FIRST).orElseThrow(), THIRD.plusSeconds(1));
        assertThat(log().checkedBy(THIRD)).contains(fresh);
    }

    @Test
    void lostPacksAreNotChecked() throws Exception {
        index().header(vault, () -> new byte[1]);
        var pack = livePack(vault);
        log().inspected(vault, FIRST);

        index().lost(List.of(pack.number()));

        assertThat(log().firstCheck()).isEmpty();
        assertThat(log().checkedBy(THIRD)).isEmpty();
        assertThat(log().lostUnnoticed(vault)).extracting(Pack::number).containsExactly(pack.number());
        assertThat(log().lostUnnoticed(otherVault)).isEmpty();
        log().checked(pack, THIRD);
        assertThat(log().lostUnnoticed(vault)).isEmpty();
        index().forget(List.of(pack));
    }
}
