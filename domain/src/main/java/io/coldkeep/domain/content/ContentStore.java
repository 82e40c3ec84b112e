package io.coldkeep.domain.content;

import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.source.BackupSource;
import io.coldkeep.domain.source.RestoreTarget;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The bytes of recovery points, in a warm and a cold store. Every implementation passes {@code ContentStoreContract}.
 *
 * <p>Each method may be called again after a crash in the middle of it and then does the whole. What has returned is
 * durable. Bytes are never given back unless their checksums hold.
 */
public interface ContentStore {

    /**
     * Keeps all that the source gives, in the warm store. A file that cannot be read, or that is not as long as it was,
     * is noted in the answer and the rest is kept.
     *
     * @param description asked for once, when all bytes are stored, and kept with them
     * @throws WorkStopped thrown by the progress; nothing is kept
     * @throws IOException when the source as a whole or the store fails; nothing is kept
     */
    StoredContent store(ContentId id, BackupSource source, Progress progress, Supplier<Description> description)
            throws IOException;

    /**
     * Copies the bytes to the cold store, verified; the warm ones stay until they are deleted. The progress hears the stored bytes
     * that have been copied.
     *
     * @return the bytes that this call wrote to the cold store; 0 when an earlier one had copied all of it
     * @throws WorkStopped thrown by the progress; nothing is kept in the cold store
     * @throws CorruptContentException when a checksum does not hold, or nothing is there; nothing is kept in the cold store
     */
    long copyToCold(ContentId id, Progress progress) throws IOException;

    /**
     * Gives up a copy to the cold store that was begun and has not ended, such as that of a process that died in it: until then it
     * keeps others from being freed. One that goes on after all fails. Fine when there is none; one that has ended stays.
     */
    void endCopyToCold(ContentId id);

    /**
     * Keeps the same bytes once more under another id, in the warm store, verified on the way out of the tier that has them.
     * The progress hears the bytes as they are stored. The two have nothing to do with each other from then on.
     *
     * @param description asked for once, when all bytes are stored, and kept with them
     * @return what was kept, and what was read of the first for it
     * @throws WorkStopped thrown by the progress; nothing is kept
     * @throws ArchivedContentException when something has to be {@linkplain #thaw thawed} before; nothing is kept
     * @throws CorruptContentException when a checksum does not hold, or nothing is there; nothing is kept
     */
    StoredContent copy(ContentId from, ContentId to, Progress progress, Supplier<Description> description)
            throws IOException;

    /**
     * Has those objects of cold storage thawed that a restore of what is selected reads and that are archived, and no others. To be
     * called until nothing is frozen; then the content can be restored for some days.
     *
     * @throws WorkStopped thrown by the progress; what was asked for by then is thawed
     * @throws ArchivedContentException when what tells which objects those are is archived itself
     * @throws CorruptContentException when nothing is there, or so little that not even its list of entries can be read
     */
    Thaw thaw(ContentId id, RestoreSelection selection, Progress progress) throws IOException;

    /**
     * Answers how far that is, as {@link #thaw} does, and has nothing thawed.
     *
     * @throws WorkStopped thrown by the progress
     * @throws ArchivedContentException when what tells which objects those are is archived itself
     * @throws CorruptContentException when nothing is there, or so little that not even its list of entries can be read
     */
    Thaw frozen(ContentId id, RestoreSelection selection, Progress progress) throws IOException;

    /**
     * Writes what is selected into the target, out of the tier that has it. What is damaged is left out, each file as a whole, and
     * noted in the answer; what is found to be so is looked at soon by the upkeep.
     *
     * @throws WorkStopped thrown by the progress; the target keeps what was written so far
     * @throws CorruptContentException when nothing is there, or so little that not even its list of entries can be read
     * @throws ArchivedContentException when something has to be {@linkplain #thaw thawed} before; the target keeps what was written so
     *     far
     * @throws IOException when the store or the target fails; the target keeps what was written so far
     */
    RestoredContent restore(ContentId id, RestoreSelection selection, RestoreTarget target, Progress progress)
            throws IOException;

    /**
     * Deletes the bytes of each in that tier; fine when there are none. Answers why, for each whose bytes could not be
     * deleted; that keeps no other from being deleted.
     */
    Map<ContentId, IOException> deleteAll(Collection<ContentId> ids, StorageTier tier);

    /** Whether {@link #collect} has something to do now. */
    boolean hasGarbage();

    /**
     * Frees what was deleted, or was written by attempts that came to nothing, and that no content needs. It goes on while others
     * write and delete; what cannot be freed yet is garbage again when it can.
     */
    void collect();

    /** The same for one. */
    default void delete(ContentId id, StorageTier tier) throws IOException {
        var failure = deleteAll(List.of(id), tier).get(id);
        if (failure != null) {
            throw failure;
        }
    }
}
