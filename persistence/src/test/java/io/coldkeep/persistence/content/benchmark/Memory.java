package io.coldkeep.persistence.content.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The resident memory of processes, as Linux counts it. */
final class Memory {

    private static final String PEAK = "VmHWM:";

    private Memory() {}

    /** The most bytes of a process that have been resident; 0 when it has ended, and where there is no such count. */
    static long peak(long process) {
        try (var lines = Files.lines(Path.of("/proc/" + process + "/status"))) {
            return lines.filter(line -> line.startsWith(PEAK))
                    .map(line -> line.substring(PEAK.length())
                            .toLowerCase(Locale.ROOT)
                            .replace("kb", "")
                            .strip())
                    .mapToLong(kibibytes -> Long.parseLong(kibibytes) << 10)
                    .sum();
        } catch (IOException | UncheckedIOException e) {
            return 0; // it has just ended
        }
    }

    /** Has the count of this process begin anew. */
    static void forgetPeak() throws IOException {
        var counts = Path.of("/proc/self/clear_refs");
        if (Files.isWritable(counts)) {
            Files.writeString(counts, "5");
        }
    }
}
