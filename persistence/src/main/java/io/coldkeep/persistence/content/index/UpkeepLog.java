package io.coldkeep.persistence.content.index;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** When vaults were inspected and packs checked last. Every implementation passes {@code UpkeepLogContract}. */
public interface UpkeepLog {

    /** When that vault was inspected that was not for longest; the epoch where one never was; empty where there is none. */
    Optional<Instant> firstInspection();

    /** The vaults that were not inspected behind that instant. */
    List<UUID> inspectedBy(Instant upTo);

    /** Notes that the vault was inspected. Its live packs that are new count as checked then. */
    void inspected(UUID vault, Instant at);

    /** When that live pack was checked that was not for longest, new ones aside. */
    Optional<Instant> firstCheck();

    /** The live pack that was not checked for longest, and not behind that instant; new ones aside. */
    Optional<Pack> checkedBy(Instant upTo);

    /** The lost packs of the vault that {@link #checked} was not called for since they were lost. */
    List<Pack> lostUnnoticed(UUID vault);

    /** Notes that the pack was checked, should it still be there. */
    void checked(Pack pack, Instant at);
}
