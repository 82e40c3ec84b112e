package io.coldkeep.domain.source;

import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.RuleBroken;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Where an entry is in its file system: raw name bytes joined by {@code /}, relative to the root, which is the empty
 * path. Names are bytes, not text: they need not be UTF-8. No name is empty, {@code .} or {@code ..}, or holds a zero
 * byte, so a path never leads out of its root.
 */
public final class EntryPath implements Comparable<EntryPath> {

    public static final EntryPath ROOT = new EntryPath(new byte[0]);

    private final byte[] bytes;

    private EntryPath(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @throws RuleBroken when a name is not legal */
    public static EntryPath of(byte[] bytes) {
        check(bytes);
        return new EntryPath(bytes.clone());
    }

    /**
     * Reads a path as a client writes it: UTF-8, with or without slashes at both ends.
     *
     * @throws RuleBroken when a name is not legal
     */
    public static EntryPath parse(String text) {
        var start = 0;
        var end = text.length();
        while (start < end && text.charAt(start) == '/') {
            start++;
        }
        while (end > start && text.charAt(end - 1) == '/') {
            end--;
        }
        return of(text.substring(start, end).getBytes(StandardCharsets.UTF_8));
    }

    private static void check(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        var start = 0;
        for (var i = 0; i <= bytes.length; i++) {
            if (i == bytes.length || bytes[i] == '/') {
                var length = i - start;
                var dots = (length == 1 && bytes[start] == '.')
                        || (length == 2 && bytes[start] == '.' && bytes[start + 1] == '.');
                if (length == 0 || dots) {
                    throw illegal(bytes);
                }
                start = i + 1;
            } else if (bytes[i] == 0) {
                throw illegal(bytes);
            }
        }
    }

    private static RuleBroken illegal(byte[] bytes) {
        return new RuleBroken(new InvalidValue(
                "Path",
                "must not hold empty names, '.', '..' or zero bytes, was '"
                        + new String(bytes, 0, Math.min(bytes.length, 200), StandardCharsets.UTF_8).replace('\0', '?')
                        + "'"));
    }

    /** The path of the entry of that name in this directory. */
    public EntryPath child(byte[] name) {
        var joined = new byte[bytes.length + (isRoot() ? 0 : 1) + name.length];
        System.arraycopy(bytes, 0, joined, 0, bytes.length);
        if (!isRoot()) {
            joined[bytes.length] = '/';
        }
        System.arraycopy(name, 0, joined, joined.length - name.length, name.length);
        check(joined);
        return new EntryPath(joined);
    }

    /** The path of the directory that this is in; the root is in itself. */
    public EntryPath parent() {
        var slash = bytes.length - 1;
        while (slash > 0 && bytes[slash] != '/') {
            slash--;
        }
        return slash <= 0 ? ROOT : new EntryPath(Arrays.copyOf(bytes, slash));
    }

    public boolean isRoot() {
        return bytes.length == 0;
    }

    /** Whether this is {@code ancestor} itself or lies below it. */
    public boolean isWithin(EntryPath ancestor) {
        var length = ancestor.bytes.length;
        return ancestor.isRoot()
                || (bytes.length >= length
                        && Arrays.equals(bytes, 0, length, ancestor.bytes, 0, length)
                        && (bytes.length == length || bytes[length] == '/'));
    }

    /** In bytes. */
    public int length() {
        return bytes.length;
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** The order in which a tree is read: a directory, then all that is in it, siblings in the order of their bytes. */
    @Override
    public int compareTo(EntryPath other) {
        var at = Arrays.mismatch(bytes, other.bytes);
        if (at < 0 || at == bytes.length || at == other.bytes.length) {
            return Integer.compare(bytes.length, other.bytes.length);
        }
        return Integer.compare(rank(bytes[at]), rank(other.bytes[at]));
    }

    /** No name has a zero byte, so a slash takes its place: before everything that could continue a name. */
    private static int rank(byte character) {
        return character == '/' ? 0 : character & 0xff;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EntryPath path && Arrays.equals(bytes, path.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The path with a leading slash; bytes that are not UTF-8 show as replacement characters. */
    @Override
    public String toString() {
        return "/" + new String(bytes, StandardCharsets.UTF_8);
    }
}
