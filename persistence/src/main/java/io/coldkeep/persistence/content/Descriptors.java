package io.coldkeep.persistence.content;

import io.coldkeep.domain.content.CorruptContentException;
import io.coldkeep.persistence.content.blob.BlobStore;
import io.coldkeep.persistence.content.blob.OtherBytesException;
import io.coldkeep.persistence.content.index.Content;
import io.coldkeep.persistence.content.index.ContentIndex;
import io.coldkeep.persistence.content.pack.PackNames;
import java.io.IOException;
import java.util.Arrays;

/** Writes the descriptors of contents that are in the index. */
record Descriptors(ContentIndex index, BlobStore blobs) {

    /**
     * Writes one, in place of that of the same attempt before, and takes it back when the content has been deleted meanwhile: whoever did that may have looked for it before it
     * was there.
     *
     * @throws CorruptContentException when the content has been deleted
     */
    void put(Content content) throws IOException {
        var id = content.id();
        var name = PackNames.descriptor(id.vault(), id.attempt());
        try {
            blobs.put(name, content.descriptor());
        } catch (OtherBytesException e) {
            if (index.find(id, content.tier())
                    .filter(there -> Arrays.equals(there.descriptor(), content.descriptor()))
                    .isEmpty()) {
                throw e; // the catalog says which of them counts
            }
            blobs.replace(name, content.descriptor());
        }
        if (index.find(id, content.tier()).isEmpty()) {
            blobs.delete(name);
            throw new CorruptContentException(id, "it was deleted while it was being kept");
        }
    }
}
