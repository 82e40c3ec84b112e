package io.coldkeep.persistence.content.index;

/**
 * Where a chunk is.
 *
 * @param pack the number of the pack
 * @param frame where its frame begins in the pack, in bytes
 * @param frameLength how many bytes the frame has
 * @param position which of the chunks in the frame it is, from 0
 * @param needs the packs that what it lists is in, for a piece of a manifest; none for a piece of a file
 */
public record ChunkPlace(int pack, int frame, int frameLength, int position, PackSet needs) {

    /** The same place, of a piece that needs these packs. */
    public ChunkPlace needing(PackSet packs) {
        return new ChunkPlace(pack, frame, frameLength, position, packs);
    }
}
