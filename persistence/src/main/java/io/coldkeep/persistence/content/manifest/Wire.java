package io.coldkeep.persistence.content.manifest;

import java.io.ByteArrayOutputStream;
import java.time.DateTimeException;
import java.time.Instant;

/** The elements of a manifest: numbers in seven bits a byte, the lowest first, and bytes behind their length. */
final class Wire {

    private Wire() {}

    /** Writes elements one behind the other. */
    static final class Writer {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Writer number(long value) {
            var left = value;
            while ((left & ~0x7fL) != 0) {
                bytes.write((int) ((left & 0x7f) | 0x80));
                left >>>= 7;
            }
            bytes.write((int) left);
            return this;
        }

        Writer signed(long value) {
            return number((value << 1) ^ (value >> 63));
        }

        Writer raw(byte[] value) {
            bytes.writeBytes(value);
            return this;
        }

        Writer bytes(byte[] value, int offset, int length) {
            number(length);
            bytes.write(value, offset, length);
            return this;
        }

        Writer bytes(byte[] value) {
            return bytes(value, 0, value.length);
        }

        Writer instant(Instant value) {
            return signed(value.getEpochSecond()).number(value.getNano());
        }

        int size() {
            return bytes.size();
        }

        byte[] toBytes() {
            return bytes.toByteArray();
        }
    }

    /** Reads them, and allocates no more than there are bytes. */
    static final class Reader {

        private final byte[] bytes;
        private int at;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        boolean isAtEnd() {
            return at == bytes.length;
        }

        long number() throws DamagedManifestException {
            var value = 0L;
            for (var shift = 0; shift < 64; shift += 7) {
                if (at == bytes.length) {
                    throw new DamagedManifestException("ends in the middle of a number");
                }
                var part = bytes[at++];
                value |= (part & 0x7fL) << shift;
                if (part >= 0) {
                    return value;
                }
            }
            throw new DamagedManifestException("has a number without an end");
        }

        long signed() throws DamagedManifestException {
            var value = number();
            return (value >>> 1) ^ -(value & 1);
        }

        /** A number of things that take at least so many bytes each of what is left. */
        int count(int least) throws DamagedManifestException {
            var value = number();
            if (value < 0 || value > (bytes.length - at) / Math.max(1, least)) {
                throw new DamagedManifestException("states more than it has");
            }
            return (int) value;
        }

        int number(int most) throws DamagedManifestException {
            var value = number();
            if (value < 0 || value > most) {
                throw new DamagedManifestException("has a number beyond its limit");
            }
            return (int) value;
        }

        byte[] raw(int length) throws DamagedManifestException {
            if (length > bytes.length - at) {
                throw new DamagedManifestException("ends too soon");
            }
            var value = new byte[length];
            System.arraycopy(bytes, at, value, 0, length);
            at += length;
            return value;
        }

        byte[] bytes() throws DamagedManifestException {
            return raw(count(1));
        }

        byte[] bytes(int most) throws DamagedManifestException {
            return raw(number(most));
        }

        Instant instant() throws DamagedManifestException {
            try {
                return Instant.ofEpochSecond(signed(), number(999_999_999));
            } catch (DateTimeException e) {
                throw new DamagedManifestException("has an instant beyond the limits", e);
            }
        }
    }
}
