package io.coldkeep.domain.recoverypoint;

import io.coldkeep.domain.content.Description;
import java.util.Optional;

/** Puts records of recovery points into words that the content store keeps. */
public interface PointRecords {

    /** The same for the same record. */
    Description write(PointRecord record);

    /** What {@link #write} was given; empty where the words are no such record. */
    Optional<PointRecord> read(Description description);
}
