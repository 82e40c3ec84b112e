package io.coldkeep.persistence.content;

import io.coldkeep.persistence.content.blob.NoSuchBlobException;
import io.coldkeep.persistence.content.manifest.DamagedManifestException;
import io.coldkeep.persistence.content.pack.DamagedFrameException;
import java.io.EOFException;
import java.io.IOException;

/** Tells what is damaged from what could not be read this time. */
final class Damaged {

    private Damaged() {}

    /** Whether what was read is not what was written, or is gone, and will be so the next time. */
    static boolean isShownBy(IOException e) {
        return switch (e) {
            case DamagedFrameException _, DamagedManifestException _, NoSuchBlobException _, EOFException _ -> true;
            default -> false;
        };
    }
}
