package io.coldkeep.persistence.source;

import io.coldkeep.domain.source.EntryPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The names that a path is made of. */
final class Names {

    private Names() {}

    /** All names from the root down; none for the root. */
    static List<byte[]> of(EntryPath path) {
        var names = new ArrayList<byte[]>();
        var bytes = path.bytes();
        var start = 0;
        for (var i = 0; i < bytes.length; i++) {
            if (bytes[i] == '/') {
                names.add(Arrays.copyOfRange(bytes, start, i));
                start = i + 1;
            }
        }
        if (bytes.length > 0) {
            names.add(Arrays.copyOfRange(bytes, start, bytes.length));
        }
        return names;
    }

    /** The name of the entry in its directory. */
    static byte[] last(EntryPath path) {
        var bytes = path.bytes();
        return Arrays.copyOfRange(bytes, lastSlash(bytes) + 1, bytes.length);
    }

    /** The directory that the entry is in. */
    static EntryPath parent(EntryPath path) {
        var bytes = path.bytes();
        return EntryPath.of(Arrays.copyOf(bytes, Math.max(0, lastSlash(bytes))));
    }

    private static int lastSlash(byte[] bytes) {
        var i = bytes.length - 1;
        while (i >= 0 && bytes[i] != '/') {
            i--;
        }
        return i;
    }
}
