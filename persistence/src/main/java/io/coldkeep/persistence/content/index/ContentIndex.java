package io.coldkeep.persistence.content.index;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.Packs;
import io.coldkeep.domain.lifecycle.StorageTier;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The catalog's side of the content store, and the referee of all who write to it. Every implementation passes {@code
 * ContentIndexContract}. Each method is one transaction, durable when it returns; those that begin, commit, replace, end or
 * delete, and {@link #collect}, take turns within a vault.
 */
public interface ContentIndex extends ChunkIndex {

    /** The header of the vault; where it has none yet, that is kept which is supplied, by the first who comes. */
    byte[] header(UUID vault, Supplier<byte[]> fresh);

    /** The header of the vault, if it has one. */
    Optional<byte[]> header(UUID vault);

    /** Opens a session, and ends one that is open for the same content and tier. The vault has a header. */
    Session begin(ContentId content, StorageTier tier);

    /**
     * Notes a pack that is about to be written, before there is an object that could be forgotten.
     *
     * @return its number
     * @throws SessionEndedException when the session is open no more
     */
    int newPack(Session session, Pack.Kind kind) throws SessionEndedException;

    /**
     * Notes that a pack of the session is durable in the store, and what is in it; a chunk that is in it twice counts once.
     *
     * @param size more than 0
     * @throws SessionEndedException when the session is open no more; the object may be deleted by whoever wrote it
     */
    void finishPack(Session session, int pack, long size, List<IndexedChunk> chunks) throws SessionEndedException;

    /**
     * Which of the chunks need not be written again: those in live packs of the session's vault and tier, and in packs that the
     * session has finished. A chunk that is in several packs is found in any of them. A piece of a manifest is found only where all
     * that it needs is in such packs as well: its pack may be live for the sake of other pieces.
     */
    Map<ChunkId, ChunkPlace> find(Session session, Collection<ChunkId> chunks);

    /** The content of that source in the session's vault, and in warm storage, that was committed last and needs no lost pack. */
    Optional<Content> latest(Session session, String source);

    /**
     * Keeps the content, in place of an earlier one of that id and tier, makes the packs that the session has finished live and
     * those that it needs and that were doomed meanwhile live again, and closes the session. What the session wrote and the
     * content does not need is garbage.
     *
     * @throws SessionEndedException when the session is open no more, or a pack that it needs is gone or was never finished;
     *     nothing is changed
     */
    void commit(Session session, Content content) throws SessionEndedException;

    /**
     * Has contents of warm storage need other packs than they did, makes the packs that the session has finished live, and those
     * that are needed from here on and were doomed meanwhile, and closes the session. It is done only when no other session is open
     * in the vault: one that is may know pieces of manifests by the packs that they needed before.
     *
     * @param moved for each of the packs where all is that anybody needs of it, which may be in the same one still
     * @param considered the contents for which that is so, as they were then; others that need such a pack, and those that have
     *     changed since, go on needing it as well
     * @param pieces the places of pieces of manifests, all of whose chunks were considered, that need such a pack
     * @return whether it was done; the session is closed in any case
     * @throws SessionEndedException when the session is open no more, or a pack where something is to be is gone or was never
     *     finished; nothing is changed
     */
    boolean replace(
            Session session, Map<Integer, PackSet> moved, Collection<Content> considered, Collection<ChunkPlace> pieces)
            throws SessionEndedException;

    /** Closes a session that comes to nothing; fine when it is closed. What it wrote is garbage. */
    void end(Session session);

    /** Closes the session that is open for that content and tier, in the same way; fine when there is none. */
    void end(ContentId content, StorageTier tier);

    /** The content in that tier. */
    Optional<Content> find(ContentId id, StorageTier tier);

    /**
     * Forgets the contents in that tier, and ends sessions that are to write one of them; fine where there is none. What nobody
     * else needs becomes garbage.
     *
     * @return those that were there
     */
    Set<ContentId> delete(Collection<ContentId> ids, StorageTier tier);

    /**
     * Where chunks of the content are: in packs that it needs, and so are those that a piece of a manifest needs. Other packs with
     * the same chunks may go at any time.
     */
    @Override
    Map<ChunkId, ChunkPlace> locate(Content content, Collection<ChunkId> chunks);

    /** Where it was repacked to meanwhile; or in the other tier, when the content has moved, or is on its way. */
    @Override
    default List<ChunkPlace> elsewhere(Content content, ChunkId chunk) {
        var other = content.tier() == StorageTier.WARM ? StorageTier.COLD : StorageTier.WARM;
        return Stream.of(content.tier(), other)
                .flatMap(tier -> find(content.id(), tier).stream())
                .flatMap(now -> Optional.ofNullable(locate(now, List.of(chunk)).get(chunk)).stream())
                .toList();
    }

    /** Whether no other session is open in the vault. */
    boolean isAlone(Session session);

    /** Some vault that has a header, if there is any. */
    Optional<UUID> anyVault();

    /** The attempts in the vault that have a content in that tier. */
    Set<UUID> attempts(UUID vault, StorageTier tier);

    /** The packs of all vaults by tier and state, as far as there are some, in no order. Costs what there is of packs. */
    List<Packs> countPacks();

    /** A number that no pack has, nor will be given by this index. */
    int newNumber();

    /**
     * Adds a pack with its state, live or lost, and what is in it. The index may know it: as being written, or as lost and without
     * chunks, which is how a number is kept for it, or in that state; then what it lacks of the chunks is added. The vault has a
     * header, and nobody else writes to it meanwhile.
     *
     * @param pack by the number that the index knows it by, or by a new one
     * @return false when the index knows it otherwise; nothing is changed
     */
    boolean adopt(Pack pack, List<IndexedChunk> chunks);

    /** Has pieces of manifests that are at these places need what these say. Nobody else writes to their vault meanwhile. */
    void setNeeds(Collection<ChunkPlace> pieces);

    /**
     * Adds a content that is in the store, or has one that is there need these packs, makes doomed ones of them live again and ends
     * sessions that are to write the content. The vault has a header.
     *
     * @return false when it needs packs that are neither live nor lost nor doomed; nothing is changed then
     */
    boolean adopt(Content content);

    /** All chunks in a pack, by frame and position. */
    List<IndexedChunk> chunks(int pack);

    /**
     * Notes that objects are gone or damaged: what is in these packs is found no more, so that it is written anew, and contents that
     * need them are the latest of nothing. Only live packs are concerned.
     */
    void lost(Collection<Integer> packs);

    /** Notes that a lost pack is what was written after all: it is live again. */
    void found(int pack);

    /** Has live packs checked before all others; nothing for other ones. */
    void suspect(Collection<Integer> packs);

    /**
     * A mark that changes whenever packs of the vault in warm storage may have come to hold less that is needed, or more of what lost
     * ones held has come back; empty when it is what {@link #repacked} was given last.
     */
    OptionalLong thinned(UUID vault);

    /** Notes that nothing is left to do about what was there at that mark. */
    void repacked(UUID vault, long mark);

    /**
     * Vaults where something was deleted or given up since they were last collected, or packs are deleting: whoever collected them
     * may have come to his end before he forgot them.
     */
    List<UUID> vaultsWithGarbage();

    /**
     * Dooms, with the next epoch, the live and the lost packs that no content of the vault needs, and sets deleting, and forgets the chunks of,
     * what nobody can need: doomed packs unless a session is open in the vault, for whichever tier, that began in an epoch before
     * they were doomed, and packs that were written by a session that is open no more and came to nothing. What has to wait for a
     * session is looked at again when that one is closed: then the vault is among those with garbage.
     *
     * @return all packs that are deleting, those of earlier calls included
     */
    List<Pack> collect(UUID vault);

    /** Forgets packs that are deleting and whose objects are gone, a few in each transaction; others stay. */
    void forget(Collection<Pack> packs);
}
