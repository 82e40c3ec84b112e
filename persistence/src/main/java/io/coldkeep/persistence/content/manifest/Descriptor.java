package io.coldkeep.persistence.content.manifest;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.Description;
import io.coldkeep.persistence.content.index.ChunkId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * With this, reading begins.
 *
 * @param source what it is a copy of
 * @param begun when the tree began to be read, by the clock that its files bear the times of
 * @param logicalBytes the sum of the sizes of the files
 * @param description what the content is of, in words of whoever had it kept
 * @param root the chunks of the root, one behind the other
 */
public record Descriptor(
        ContentId id,
        String source,
        Instant begun,
        long entries,
        long logicalBytes,
        Description description,
        List<ChunkId> root) {

    private static final int VERSION = 1;

    public byte[] bytes() {
        var to = new Wire.Writer().number(VERSION);
        uuid(to, id.vault());
        uuid(to, id.attempt());
        to.bytes(source.getBytes(StandardCharsets.UTF_8))
                .instant(begun)
                .number(entries)
                .number(logicalBytes)
                .bytes(description.text().getBytes(StandardCharsets.UTF_8))
                .number(root.size());
        root.forEach(piece -> to.raw(piece.bytes()));
        return to.toBytes();
    }

    private static void uuid(Wire.Writer to, UUID uuid) {
        to.bytes(uuid.toString().getBytes(StandardCharsets.US_ASCII));
    }

    /** @throws DamagedManifestException when these are not the bytes of a descriptor */
    public static Descriptor of(byte[] bytes) throws DamagedManifestException {
        var from = new Wire.Reader(bytes);
        if (from.number() != VERSION) {
            throw new DamagedManifestException("is a descriptor of an unknown version");
        }
        var descriptor = new Descriptor(
                new ContentId(uuid(from), uuid(from)),
                new String(from.bytes(), StandardCharsets.UTF_8),
                from.instant(),
                from.number(),
                from.number(),
                description(from),
                PageFormat.ids(from, from.count(ChunkId.LENGTH)));
        if (!from.isAtEnd()) {
            throw new DamagedManifestException("goes on behind its descriptor");
        }
        return descriptor;
    }

    private static Description description(Wire.Reader from) throws DamagedManifestException {
        var text = new String(from.bytes(), StandardCharsets.UTF_8);
        if (text.getBytes(StandardCharsets.UTF_8).length > Description.MAX_BYTES) {
            throw new DamagedManifestException("has a description beyond the limit");
        }
        return new Description(text);
    }

    private static UUID uuid(Wire.Reader from) throws DamagedManifestException {
        try {
            return UUID.fromString(new String(from.bytes(), StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw new DamagedManifestException("has an id that is none", e);
        }
    }
}
