package io.coldkeep.persistence.content.manifest;

import java.util.zip.CRC32C;

/**
 * Writes a page. Where it ends is up to the paths in it, so that a change in one place of a tree leaves the pages of all others
 * as they are.
 */
public final class PageWriter {

    private static final int LEAST_ENTRIES = 64;
    private static final int ONE_IN = 256;
    private static final int MOST_BYTES = 1 << 18;

    private final PageFormat.Writer page = new PageFormat.Writer();

    public void add(Entry entry) {
        page.add(entry);
    }

    /** Whether the page ends with this entry, the last that was added. */
    public boolean isFull(Entry last) {
        return page.size() >= MOST_BYTES || (page.entries() >= LEAST_ENTRIES && isBoundary(last));
    }

    private static boolean isBoundary(Entry entry) {
        var checksum = new CRC32C();
        checksum.update(entry.source().path().bytes());
        return checksum.getValue() % ONE_IN == 0;
    }

    public byte[] toBytes() {
        return page.toBytes();
    }
}
