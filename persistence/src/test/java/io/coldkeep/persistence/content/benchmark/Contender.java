package io.coldkeep.persistence.content.benchmark;

import java.io.IOException;
import java.nio.file.Path;

/** A backup program that is measured. */
interface Contender extends AutoCloseable {

    String name();

    /**
     * What a step needed.
     *
     * @param wall seconds
     * @param processor seconds
     * @param memory most bytes that were resident
     */
    record Cost(double wall, double processor, long memory) {}

    /** Has what follows be kept in a new place that has nothing in it yet. */
    void begin(Path place) throws IOException;

    /** Backs up the tree once more. */
    Cost backUp(Path tree) throws IOException;

    /** Reads and checks everything that is stored. */
    Cost verify() throws IOException;

    /** Restores the latest backup into a new directory. */
    Cost restore(Path to) throws IOException;

    /** Restores one file of the latest backup into a new directory. */
    Cost restoreItem(String item, Path to) throws IOException;

    /** Bytes on the disk. */
    long stored() throws IOException;

    @Override
    void close() throws IOException;
}
