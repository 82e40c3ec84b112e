package io.coldkeep.persistence.content;

import io.coldkeep.persistence.content.index.ChunkPlace;
import java.util.HashMap;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/** Frames by their places: of a piece of a manifest, which is alone in its frame, that is its own. */
final class FrameSet {

    private final Map<Integer, RoaringBitmap> beginnings = new HashMap<>(); // by pack

    void add(ChunkPlace place) {
        beginnings.computeIfAbsent(place.pack(), _ -> new RoaringBitmap()).add(place.frame());
    }

    boolean has(ChunkPlace place) {
        var inPack = beginnings.get(place.pack());
        return inPack != null && inPack.contains(place.frame());
    }
}
