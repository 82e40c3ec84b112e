package io.coldkeep.persistence.content;

import io.coldkeep.persistence.content.blob.ArchivedBlobException;
import io.coldkeep.persistence.content.blob.NoSuchBlobException;
import io.coldkeep.persistence.content.index.Pack;
import io.coldkeep.persistence.content.pack.DamagedFrameException;
import io.coldkeep.persistence.content.pack.FrameCodec;
import io.coldkeep.persistence.content.pack.PackNames;
import java.io.IOException;
import java.util.Optional;

/**
 * What a look at a pack says.
 *
 * @param damage why it is not what was written
 * @param isRead whether it was read to its last byte; one that is archived was not: it is there with its length, and no more is known
 */
record PackCheck(Optional<IOException> damage, boolean isRead) {

    /**
     * Reads the pack, unless it is archived.
     *
     * @throws IOException when it may be archived, and the store does not say how long it is: taken for lost, it would be so until
     *     somebody has it thawed
     */
    static PackCheck of(Pack pack, Stores stores, FrameCodec codec) throws IOException {
        try {
            stores.open(pack).verify(pack.vault(), codec);
            return new PackCheck(Optional.empty(), true);
        } catch (ArchivedBlobException e) {
            return new PackCheck(otherLength(pack, stores), false);
        } catch (IOException e) {
            if (stores.of(pack.tier()).archives() && !Damaged.isShownBy(e)) {
                throw e;
            }
            return new PackCheck(Optional.of(e), true);
        }
    }

    private static Optional<IOException> otherLength(Pack pack, Stores stores) throws IOException {
        try {
            return stores.of(pack.tier()).size(PackNames.of(pack)) == pack.size()
                    ? Optional.empty()
                    : Optional.of(new DamagedFrameException("has another length than was written"));
        } catch (NoSuchBlobException e) {
            return Optional.of(e);
        }
    }
}
