package io.coldkeep.persistence.content.index;

/** A chunk and its place. */
public record IndexedChunk(ChunkId id, ChunkPlace place) {}
