package io.coldkeep.persistence.content;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.CorruptContentException;
import io.coldkeep.domain.content.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The compressed part of an archive, summed up on its way. Header, trailer and length are checked when it is opened, the
 * checksum by {@link #verify} when all has been read.
 */
final class VerifiedInput extends InputStream {

    private static final int PIECE = 1 << 17;

    private final ContentId id;
    private final FileChannel file;
    private final byte[] header;
    private final byte[] trailer;
    private final MessageDigest digest = ChecksumOutput.newDigest();
    private long position = ArchiveFrame.HEADER_LENGTH;
    private final long end;
    private @Nullable IOException failure;

    /** @param file closed together with this */
    VerifiedInput(FileChannel file, ContentId id) throws IOException {
        this.id = id;
        this.file = file;
        var length = file.size();
        end = length - ArchiveFrame.TRAILER_LENGTH;
        require(end >= ArchiveFrame.HEADER_LENGTH, "it is cut off");
        header = part(0, ArchiveFrame.HEADER_LENGTH);
        require(Arrays.equals(header, ArchiveFrame.header(id)), "its header is not the one that was written");
        trailer = part(end, ArchiveFrame.TRAILER_LENGTH);
        require(ArchiveFrame.statedLength(trailer) == length, "its end is not the one that was written");
        digest.update(header);
    }

    private void require(boolean holds, String otherwise) throws CorruptContentException {
        if (!holds) {
            throw new CorruptContentException(id, otherwise);
        }
    }

    private byte[] part(long from, int length) throws IOException {
        var part = ByteBuffer.allocate(length);
        while (part.hasRemaining()) {
            require(file.read(part, from + part.position()) > 0, "it is cut off");
        }
        return part.array();
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (position == end) {
            return -1;
        }
        var count = readFile(ByteBuffer.wrap(bytes, offset, (int) Math.min(length, end - position)));
        require(count >= 0, "it is cut off");
        digest.update(bytes, offset, count);
        position += count;
        return count;
    }

    private int readFile(ByteBuffer into) throws IOException {
        try {
            return file.read(into, position);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /** Why the file could not be read, should that have happened: a matter of the disk, not of what is on it. */
    Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    /** How many entries the archive says that it holds. */
    long statedEntries() {
        return ArchiveFrame.statedEntries(trailer);
    }

    /**
     * Reads what is left and checks everything.
     *
     * @throws CorruptContentException when the archive is not what was written
     */
    void verify() throws IOException {
        transferTo(OutputStream.nullOutputStream());
        var signed = trailer.length - ArchiveFrame.CHECKSUM_LENGTH;
        digest.update(trailer, 0, signed);
        var kept = Arrays.copyOfRange(trailer, signed, trailer.length);
        require(MessageDigest.isEqual(digest.digest(), kept), "its checksum does not hold");
    }

    /**
     * Writes the whole archive, which is known to be what was kept when this returns.
     *
     * @return its length
     */
    long copyTo(OutputStream out) throws IOException {
        out.write(header);
        transferTo(out);
        out.write(trailer);
        verify();
        return end + trailer.length;
    }

    /**
     * Writes the same archive as that of another id, which is known to hold what was kept when this returns: its own
     * checksum is written when the one of this archive has held.
     *
     * @return its length
     */
    long copyTo(OutputStream out, ContentId other, Progress progress) throws IOException {
        var summed = new ChecksumOutput(out);
        summed.write(ArchiveFrame.header(other));
        var piece = new byte[PIECE];
        for (var length = read(piece); length >= 0; length = read(piece)) {
            summed.write(piece, 0, length);
            progress.at(summed.count());
        }
        verify();
        summed.write(trailer, 0, trailer.length - ArchiveFrame.CHECKSUM_LENGTH);
        summed.write(summed.checksum());
        progress.at(summed.count());
        return summed.count();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
