package io.coldkeep.domain.source;

import java.util.Collection;
import java.util.List;

/**
 * What a file or a directory bears besides its content and the attributes that all have: at most one value under each name, in
 * the order of the names' unsigned bytes.
 *
 * @param all sorted
 */
public record ExtendedAttributes(List<ExtendedAttribute> all) {

    /** The most that is kept of one entry: bytes of names and values together. */
    public static final int MAX_SIZE = 1 << 18;

    public static final ExtendedAttributes NONE = new ExtendedAttributes(List.of());

    /** @throws IllegalArgumentException when they are not in order, two have the same name, or all are too large together */
    public ExtendedAttributes {
        all = List.copyOf(all);
        for (var i = 1; i < all.size(); i++) {
            if (all.get(i - 1).compareNames(all.get(i)) >= 0) {
                throw new IllegalArgumentException("extended attributes are in the order of their names, each once");
            }
        }
        var size = size(all);
        if (size > MAX_SIZE) {
            throw new IllegalArgumentException(
                    "extended attributes of one entry have at most " + MAX_SIZE + " bytes, not " + size);
        }
    }

    /** These, in whatever order they come. */
    public static ExtendedAttributes of(Collection<ExtendedAttribute> attributes) {
        return attributes.isEmpty()
                ? NONE
                : new ExtendedAttributes(attributes.stream().sorted().toList());
    }

    private static long size(List<ExtendedAttribute> attributes) {
        return attributes.stream().mapToLong(ExtendedAttribute::size).sum();
    }

    /** Bytes of all names and values. */
    public int size() {
        return all.isEmpty() ? 0 : (int) size(all);
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }
}
