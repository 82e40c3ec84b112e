package io.coldkeep.domain.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** A value that a file or a directory bears under a name; both are raw bytes. */
public final class ExtendedAttribute implements Comparable<ExtendedAttribute> {

    /** The longest name that Linux allows, in bytes. */
    public static final int MAX_NAME = 255;

    /** The longest value that Linux allows, in bytes. */
    public static final int MAX_VALUE = 1 << 16;

    private final byte[] name;
    private final byte[] value;

    /** @throws IllegalArgumentException when there is no such name, or either is too long */
    public ExtendedAttribute(byte[] name, byte[] value) {
        if (name.length == 0 || name.length > MAX_NAME || value.length > MAX_VALUE) {
            throw new IllegalArgumentException("an extended attribute has a name of 1 to " + MAX_NAME
                    + " bytes and a value of at most " + MAX_VALUE + ", not of " + name.length + " and "
                    + value.length);
        }
        for (var character : name) {
            if (character == 0) {
                throw new IllegalArgumentException("the name of an extended attribute has no zero byte");
            }
        }
        this.name = name.clone();
        this.value = value.clone();
    }

    public byte[] name() {
        return name.clone();
    }

    public byte[] value() {
        return value.clone();
    }

    /** Bytes of the name and of the value. */
    public int size() {
        return name.length + value.length;
    }

    /** By the unsigned bytes of the names, and then of the values. */
    @Override
    public int compareTo(ExtendedAttribute other) {
        var names = compareNames(other);
        return names != 0 ? names : Arrays.compareUnsigned(value, other.value);
    }

    int compareNames(ExtendedAttribute other) {
        return Arrays.compareUnsigned(name, other.name);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExtendedAttribute attribute && compareTo(attribute) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(name) + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return new String(name, StandardCharsets.UTF_8) + "=" + HexFormat.of().formatHex(value);
    }
}
