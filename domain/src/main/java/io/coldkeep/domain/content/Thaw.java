package io.coldkeep.domain.content;

/**
 * How far the objects are that a restore reads, where some may have to be thawed before.
 *
 * @param frozen those that cannot be read yet
 * @param of all that it reads
 */
public record Thaw(int frozen, int of) {

    /** Nothing has to be waited for. */
    public static final Thaw NOTHING = new Thaw(0, 0);

    public Thaw {
        if (frozen < 0 || frozen > of) {
            throw new IllegalArgumentException(frozen + " of " + of + " cannot be frozen");
        }
    }

    public boolean isDone() {
        return frozen == 0;
    }

    /** Both. */
    public Thaw and(Thaw other) {
        return new Thaw(frozen + other.frozen, of + other.of);
    }

    /** In words. */
    @Override
    public String toString() {
        return frozen + " of " + of + (of == 1 ? " pack" : " packs");
    }
}
