package io.coldkeep.persistence.content;

import io.coldkeep.persistence.content.blob.BlobName;
import io.coldkeep.persistence.content.blob.BlobStore;
import io.coldkeep.persistence.content.blob.NoSuchBlobException;
import io.coldkeep.persistence.content.blob.StoredBlob;
import io.coldkeep.persistence.content.index.Pack;
import io.coldkeep.persistence.content.pack.PackNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** The objects of packs, which should all be there. */
record PackObjects(BlobStore blobs) {

    /** Of more than that, all objects of the vault are listed at once. */
    private static final int ASKED_ONE_BY_ONE = 64;

    /** All objects of a vault, and their sizes. */
    static Map<BlobName, Long> all(BlobStore blobs, UUID vault) throws IOException {
        return blobs.list(PackNames.vault(vault)).stream()
                .collect(Collectors.toMap(StoredBlob::name, StoredBlob::size));
    }

    /**
     * The packs, all of one vault, whose objects are gone or have another length.
     *
     * @param meanwhile called now and then; what it throws ends this
     */
    List<Pack> missing(Collection<Pack> packs, Runnable meanwhile) throws IOException {
        var candidates = packs;
        if (packs.size() > ASKED_ONE_BY_ONE) {
            var objects = all(blobs, packs.iterator().next().vault());
            candidates = packs.stream()
                    .filter(pack -> objects.getOrDefault(PackNames.of(pack), -1L) != pack.size())
                    .toList();
        }
        var missing = new ArrayList<Pack>();
        for (var pack : candidates) {
            meanwhile.run();
            if (!isThere(pack)) {
                missing.add(pack);
            }
        }
        return missing;
    }

    private boolean isThere(Pack pack) throws IOException {
        try {
            return blobs.size(PackNames.of(pack)) == pack.size();
        } catch (NoSuchBlobException e) {
            return false;
        }
    }
}
