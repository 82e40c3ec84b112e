package io.coldkeep.persistence.content.pack;

/** Some bytes of an array, which nobody changes meanwhile. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares pieces
public record Piece(byte[] bytes, int offset, int length) {

    public static Piece of(byte[] bytes) {
        return new Piece(bytes, 0, bytes.length);
    }
}
