package io.coldkeep.persistence.content.manifest;

import io.coldkeep.persistence.content.index.ChunkId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Ids of chunks, one behind the other, in a chunk. */
public final class ListFormat {

    private ListFormat() {}

    public static byte[] bytes(Collection<ChunkId> ids) {
        var to = new Wire.Writer();
        ids.forEach(id -> to.raw(id.bytes()));
        return to.toBytes();
    }

    /** @throws DamagedManifestException when these are no ids */
    public static List<ChunkId> ids(byte[] bytes) throws DamagedManifestException {
        if (bytes.length % ChunkId.LENGTH != 0) {
            throw new DamagedManifestException("is a list with a part of an id");
        }
        var ids = new ArrayList<ChunkId>(bytes.length / ChunkId.LENGTH);
        for (var at = 0; at < bytes.length; at += ChunkId.LENGTH) {
            ids.add(ChunkId.of(Arrays.copyOfRange(bytes, at, at + ChunkId.LENGTH)));
        }
        return ids;
    }
}
