package io.coldkeep.app.command;

import java.util.Locale;

/** Numbers of bytes as people say them. */
final class Sizes {

    private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB"};
    private static final int STEP = 1000;

    private Sizes() {}

    static String of(long bytes) {
        if (bytes < STEP) {
            return bytes == 1 ? "1 byte" : bytes + " bytes";
        }
        var size = (double) bytes;
        var unit = -1;
        while (size >= STEP && unit < UNITS.length - 1) {
            size /= STEP;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", size, UNITS[unit]);
    }
}
