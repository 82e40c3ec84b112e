package io.coldkeep.persistence.content.index;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import java.util.stream.IntStream;
import org.roaringbitmap.RoaringBitmap;
import org.roaringbitmap.buffer.ImmutableRoaringBitmap;

/** Numbers of packs, as few bytes as their distribution allows. */
public final class PackSet {

    public static final PackSet NONE = new PackSet(new RoaringBitmap());

    private final RoaringBitmap numbers;

    private PackSet(RoaringBitmap numbers) {
        this.numbers = numbers;
    }

    public static PackSet of(int... numbers) {
        return new PackSet(RoaringBitmap.bitmapOf(numbers));
    }

    /** What {@link #bytes} gave. */
    public static PackSet of(byte[] bytes) {
        return new PackSet(new ImmutableRoaringBitmap(ByteBuffer.wrap(bytes)).toRoaringBitmap());
    }

    public static PackSet union(Collection<PackSet> sets) {
        var all = new RoaringBitmap();
        sets.forEach(set -> all.or(set.numbers));
        return new PackSet(all);
    }

    /** The portable serialization of Roaring bitmaps. */
    public byte[] bytes() {
        var bytes = new byte[numbers.serializedSizeInBytes()];
        numbers.serialize(ByteBuffer.wrap(bytes));
        return bytes;
    }

    public boolean contains(int number) {
        return numbers.contains(number);
    }

    public boolean isEmpty() {
        return numbers.isEmpty();
    }

    /** The numbers, ascending. */
    public IntStream stream() {
        return numbers.stream();
    }

    public boolean containsAll(PackSet others) {
        return numbers.contains(others.numbers);
    }

    public boolean intersects(PackSet others) {
        return RoaringBitmap.intersects(numbers, others.numbers);
    }

    /** The same with others in place of those that others are given for. */
    public PackSet replacing(Map<Integer, PackSet> others) {
        var all = numbers.clone();
        others.keySet().forEach(all::remove);
        others.forEach((number, replacement) -> {
            if (contains(number)) {
                all.or(replacement.numbers);
            }
        });
        return new PackSet(all);
    }

    /** The numbers that some are replaced by, where it is by others. */
    public static PackSet others(Map<Integer, PackSet> replacements) {
        var all = new RoaringBitmap();
        replacements.forEach((number, replacement) -> {
            var others = replacement.numbers.clone();
            others.remove(number);
            all.or(others);
        });
        return new PackSet(all);
    }

    /** Gathers numbers. */
    public static final class Builder {

        private final RoaringBitmap numbers = new RoaringBitmap();

        public Builder add(int number) {
            numbers.add(number);
            return this;
        }

        public Builder add(PackSet set) {
            numbers.or(set.numbers);
            return this;
        }

        public PackSet build() {
            return new PackSet(numbers.clone());
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PackSet set && numbers.equals(set.numbers);
    }

    @Override
    public int hashCode() {
        return numbers.hashCode();
    }

    @Override
    public String toString() {
        return numbers.toString();
    }
}
