package io.coldkeep.persistence.content;

import io.coldkeep.persistence.content.pack.Piece;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Pieces, one behind the other, as a stream. */
final class PieceInput extends InputStream {

    private final Pieces pieces;
    private Piece piece = Piece.of(new byte[0]);
    private int read;

    PieceInput(Pieces pieces) {
        this.pieces = pieces;
    }

    /** Gives pieces. */
    @FunctionalInterface
    interface Pieces {

        /** The next one; empty behind the last. */
        Optional<Piece> next() throws IOException;
    }

    @Override
    public int read() throws IOException {
        return isAtEnd() ? -1 : piece.bytes()[piece.offset() + read++] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (isAtEnd()) {
            return -1;
        }
        var count = Math.min(length, piece.length() - read);
        System.arraycopy(piece.bytes(), piece.offset() + read, bytes, offset, count);
        read += count;
        return count;
    }

    private boolean isAtEnd() throws IOException {
        while (read == piece.length()) {
            var next = pieces.next();
            if (next.isEmpty()) {
                return true;
            }
            piece = next.get();
            read = 0;
        }
        return false;
    }
}
