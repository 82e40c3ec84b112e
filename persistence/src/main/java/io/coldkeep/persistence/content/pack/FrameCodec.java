package io.coldkeep.persistence.content.pack;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import io.coldkeep.persistence.content.crypto.VaultKeys;
import io.coldkeep.persistence.content.index.ChunkId;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Makes frames of the chunks of a vault, and chunks of its frames. For one thread at a time, whose buffers all codecs use again and
 * again.
 */
public final class FrameCodec implements AutoCloseable {

    /** The longest payload of a frame in bytes; a reader allocates no more. */
    public static final int MAX_PAYLOAD = 8 << 20;

    /** The most chunks in a frame. */
    public static final int MAX_CHUNKS = 4096;

    /** What does not become smaller in any of some samples is not compressed as a whole. */
    private static final int SAMPLES = 3;

    private static final int SAMPLE = 1 << 14;
    private static final int LEAST_SAMPLED = 16 * SAMPLE;

    /** What is compressed must become smaller by three percent. */
    private static final double WORTH_IT = 0.97;

    private static final ThreadLocal<Buffers> BUFFERS = ThreadLocal.withInitial(Buffers::new);

    private final VaultKeys keys;
    private final byte[] vault;
    private final Cipher cipher;
    private final Mac mac;
    private final ZstdCompressCtx compression = new ZstdCompressCtx();
    private final ZstdDecompressCtx decompression = new ZstdDecompressCtx();
    private final SecureRandom random = new SecureRandom();

    public FrameCodec(VaultKeys keys) {
        this.keys = keys;
        this.vault = ByteBuffer.allocate(16)
                .putLong(keys.vault().getMostSignificantBits())
                .putLong(keys.vault().getLeastSignificantBits())
                .array();
        try {
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
            mac = Mac.getInstance("HmacSHA256");
            mac.init(keys.chunkIds());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM and HMAC-SHA-256", e);
        }
    }

    /** What a thread needs to make a frame, as large as its largest so far. */
    private static final class Buffers {
        private byte[] payload = new byte[0];
        private byte[] compressed = new byte[0];
        private byte[] frame = new byte[0];
    }

    /** The name of a chunk. */
    public ChunkId id(Piece chunk) {
        mac.update(chunk.bytes(), chunk.offset(), chunk.length());
        return ChunkId.of(mac.doFinal());
    }

    /** How much is done to make frames small; any can be opened by any codec. */
    public enum Compression {
        /** For when there is more to do than processors can, and bytes do not travel far. */
        FAST(1),
        GOOD(3);

        private final int level;

        Compression(int level) {
            this.level = level;
        }
    }

    /** A frame of chunks, at most {@value #MAX_CHUNKS} and {@value #MAX_PAYLOAD} bytes with four more for each. */
    public SealedFrame seal(List<Piece> chunks) {
        return seal(chunks, Compression.GOOD);
    }

    /** The same, compressed like that. */
    public SealedFrame seal(List<Piece> chunks, Compression how) {
        var length = payloadLength(chunks);
        var buffers = BUFFERS.get();
        buffers.payload = ensure(buffers.payload, length);
        var to = ByteBuffer.wrap(buffers.payload).order(ByteOrder.LITTLE_ENDIAN).putInt(chunks.size());
        chunks.forEach(chunk -> to.putInt(chunk.length()));
        chunks.forEach(chunk -> to.put(chunk.bytes(), chunk.offset(), chunk.length()));
        return chunks.size() == 1 && length >= LEAST_SAMPLED && !isWorthIt(buffers.payload, length)
                ? encrypt(0, length, buffers.payload, length)
                : seal(0, buffers.payload, length, how);
    }

    private static int payloadLength(List<Piece> chunks) {
        var length = 4L
                + 4L * chunks.size()
                + chunks.stream().mapToLong(Piece::length).sum();
        if (chunks.isEmpty() || chunks.size() > MAX_CHUNKS || length > MAX_PAYLOAD) {
            throw new IllegalArgumentException(chunks.size() + " chunks with " + length + " bytes are no frame");
        }
        return (int) length;
    }

    private static byte[] ensure(byte[] buffer, int length) {
        return buffer.length < length ? new byte[length] : buffer;
    }

    /** The frame with the table at the end of a pack. */
    SealedFrame sealFooter(byte[] table) {
        return seal(FrameHeader.FOOTER, table, table.length, Compression.GOOD);
    }

    private boolean isWorthIt(byte[] bytes, int length) {
        for (var i = 0; i < SAMPLES; i++) {
            var from = (int) ((long) (length - SAMPLE) * i / (SAMPLES - 1));
            if (compress(bytes, from, SAMPLE, Compression.FAST) < WORTH_IT * SAMPLE) {
                return true;
            }
        }
        return false;
    }

    /** Compresses into the buffer for that; answers how long it is then. */
    private int compress(byte[] bytes, int from, int length, Compression how) {
        var buffers = BUFFERS.get();
        buffers.compressed = ensure(buffers.compressed, (int) Zstd.compressBound(length));
        compression.setLevel(how.level);
        return compression.compressByteArray(buffers.compressed, 0, buffers.compressed.length, bytes, from, length);
    }

    private SealedFrame seal(int flags, byte[] bytes, int length, Compression how) {
        var small = compress(bytes, 0, length, how);
        return small < WORTH_IT * length
                ? encrypt(flags | FrameHeader.COMPRESSED, length, BUFFERS.get().compressed, small)
                : encrypt(flags, length, bytes, length);
    }

    private SealedFrame encrypt(int flags, int payloadLength, byte[] encoded, int length) {
        var header = new FrameHeader(
                flags, random(FrameHeader.ID_LENGTH), random(FrameHeader.NONCE_LENGTH), payloadLength, length);
        var buffers = BUFFERS.get();
        buffers.frame = ensure(buffers.frame, header.frameLength());
        var frame = buffers.frame;
        header.write(frame);
        try {
            start(Cipher.ENCRYPT_MODE, header, frame);
            cipher.doFinal(encoded, 0, length, frame, FrameHeader.LENGTH);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a frame can always be encrypted", e);
        }
        var checked = header.frameLength() - FrameHeader.CHECKSUM_LENGTH;
        ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).putInt(checked, checksum(frame, checked));
        return new SealedFrame(frame, header.frameLength());
    }

    private byte[] random(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private void start(int mode, FrameHeader header, byte[] stored) throws GeneralSecurityException {
        cipher.init(
                mode, keys.frame(header.frameId()), new GCMParameterSpec(8 * FrameHeader.TAG_LENGTH, header.nonce()));
        cipher.updateAAD(vault);
        cipher.updateAAD(stored, 0, FrameHeader.LENGTH);
    }

    private static int checksum(byte[] bytes, int length) {
        var crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    /** @throws DamagedFrameException when these are not the bytes of a frame that was sealed for this vault */
    public OpenedFrame open(byte[] stored) throws DamagedFrameException {
        var header = FrameHeader.read(stored);
        if (header.isFooter()) {
            throw new DamagedFrameException("holds no chunks");
        }
        return chunks(decode(header, stored));
    }

    /** The table in the last frame of a pack. */
    byte[] openFooter(byte[] stored) throws DamagedFrameException {
        var header = FrameHeader.read(stored);
        if (!header.isFooter()) {
            throw new DamagedFrameException("is no footer");
        }
        return decode(header, stored);
    }

    private byte[] decode(FrameHeader header, byte[] stored) throws DamagedFrameException {
        if (stored.length != header.frameLength()) {
            throw new DamagedFrameException("has another length than it states");
        }
        var checked = stored.length - FrameHeader.CHECKSUM_LENGTH;
        if (ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN).getInt(checked) != checksum(stored, checked)) {
            throw new DamagedFrameException("does not have its checksum");
        }
        return header.isCompressed() ? decompress(header, stored) : decrypt(header, stored);
    }

    private byte[] decrypt(FrameHeader header, byte[] stored) throws DamagedFrameException {
        if (header.encodedLength() != header.payloadLength()) {
            throw new DamagedFrameException("has another payload than it states");
        }
        var payload = new byte[header.payloadLength()];
        decrypt(header, stored, payload);
        return payload;
    }

    private void decrypt(FrameHeader header, byte[] stored, byte[] to) throws DamagedFrameException {
        try {
            start(Cipher.DECRYPT_MODE, header, stored);
            var length = stored.length - FrameHeader.LENGTH - FrameHeader.CHECKSUM_LENGTH;
            cipher.doFinal(stored, FrameHeader.LENGTH, length, to, 0);
        } catch (GeneralSecurityException e) {
            throw new DamagedFrameException("was not encrypted for this vault", e);
        }
    }

    private byte[] decompress(FrameHeader header, byte[] stored) throws DamagedFrameException {
        var buffers = BUFFERS.get();
        buffers.compressed = ensure(buffers.compressed, header.encodedLength());
        decrypt(header, stored, buffers.compressed);
        var payload = new byte[header.payloadLength()];
        try {
            var length = decompression.decompressByteArray(
                    payload, 0, payload.length, buffers.compressed, 0, header.encodedLength());
            if (length != payload.length) {
                throw new DamagedFrameException("has another payload than it states");
            }
            return payload;
        } catch (ZstdException e) {
            throw new DamagedFrameException("cannot be decompressed", e);
        }
    }

    private OpenedFrame chunks(byte[] bytes) throws DamagedFrameException {
        var from = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        var count = bytes.length < 4 ? 0 : from.getInt();
        if (count < 1 || count > MAX_CHUNKS || bytes.length < 4 + 4 * count) {
            throw new DamagedFrameException("has a wrong number of chunks");
        }
        var pieces = new ArrayList<Piece>(count);
        var ids = new ArrayList<ChunkId>(count);
        var offset = 4 + 4 * count;
        for (var i = 0; i < count; i++) {
            var length = from.getInt();
            if (length < 0 || length > bytes.length - offset) {
                throw new DamagedFrameException("has a chunk that is longer than the frame");
            }
            var piece = new Piece(bytes, offset, length);
            pieces.add(piece);
            ids.add(id(piece));
            offset += length;
        }
        if (offset != bytes.length) {
            throw new DamagedFrameException("has bytes that belong to no chunk");
        }
        return new OpenedFrame(pieces, ids);
    }

    @Override
    public void close() {
        compression.close();
        decompression.close();
    }
}
