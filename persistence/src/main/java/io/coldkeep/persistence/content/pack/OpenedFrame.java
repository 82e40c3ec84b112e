package io.coldkeep.persistence.content.pack;

import io.coldkeep.persistence.content.index.ChunkId;
import java.util.List;

/** The chunks of a frame, their names computed from their bytes. */
public record OpenedFrame(List<Piece> chunks, List<ChunkId> ids) {}
