package io.coldkeep.persistence.sql.content;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.persistence.content.index.ChunkId;
import io.coldkeep.persistence.content.index.ChunkPlace;
import io.coldkeep.persistence.content.index.ContentIndex;
import io.coldkeep.persistence.content.index.IndexedChunk;
import io.coldkeep.persistence.content.index.Pack;
import io.coldkeep.persistence.content.index.PackSet;
import io.coldkeep.persistence.content.index.Session;
import io.coldkeep.persistence.content.index.SessionEndedException;
import io.coldkeep.persistence.sql.TestCatalog;
import io.coldkeep.persistence.sql.TestDatabase;
import io.coldkeep.persistence.sql.TestH2;
import io.coldkeep.persistence.sql.TestPostgres;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;

/** Not a test: prints how many chunks are noted and found in a second. {@code main [h2|postgresql] [CHUNKS]}. */
final class ContentIndexThroughput {

    private static final int CHUNKS_OF_A_PACK = 3_000;
    private static final int FOUND_AT_ONCE = 100;

    private final ContentIndex index;
    private final Random random = new Random(1);
    private final List<ChunkId> ids = new ArrayList<>();

    private ContentIndexThroughput(ContentIndex index) {
        this.index = index;
    }

    public static void main(String[] arguments) throws SessionEndedException {
        var onPostgresql = arguments.length > 0 && arguments[0].equals("postgresql");
        var chunks = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100_000;
        TestDatabase database = onPostgresql ? TestPostgres.freshDatabase() : TestH2.freshDatabase();
        try (var catalog = new TestCatalog(database)) {
            var throughput = new ContentIndexThroughput(catalog.bean(ContentIndex.class));
            for (var round = 1; round <= 5; round++) {
                throughput.measure(chunks);
            }
        }
    }

    private void measure(int chunks) throws SessionEndedException {
        var vault = UUID.randomUUID();
        index.header(vault, () -> new byte[1]);
        var session = index.begin(new ContentId(vault, UUID.randomUUID()), StorageTier.WARM);
        ids.clear();
        report("noted", chunks, () -> note(session, chunks));
        Collections.shuffle(ids, random);
        report("found", chunks, () -> find(session));
    }

    private void note(Session session, int chunks) throws SessionEndedException {
        while (ids.size() < chunks) {
            var pack = index.newPack(session, Pack.Kind.DATA);
            var inPack = new ArrayList<IndexedChunk>();
            for (var i = 0; i < Math.min(CHUNKS_OF_A_PACK, chunks - ids.size()); i++) {
                inPack.add(new IndexedChunk(chunk(), new ChunkPlace(pack, i / 50, 1_000, i % 50, PackSet.NONE)));
            }
            index.finishPack(session, pack, 1, inPack);
            inPack.forEach(chunk -> ids.add(chunk.id()));
        }
    }

    private void find(Session session) {
        for (var i = 0; i < ids.size(); i += FOUND_AT_ONCE) {
            var some = ids.subList(i, Math.min(i + FOUND_AT_ONCE, ids.size()));
            if (index.find(session, some).size() != some.size()) {
                throw new IllegalStateException("not all are found");
            }
        }
    }

    private ChunkId chunk() {
        var bytes = new byte[ChunkId.LENGTH];
        random.nextBytes(bytes);
        return ChunkId.of(bytes);
    }

    private interface Work {
        void run() throws SessionEndedException;
    }

    private static void report(String what, int chunks, Work work) throws SessionEndedException {
        var threads = ManagementFactory.getThreadMXBean();
        var wall = System.nanoTime();
        var cpu = threads.getCurrentThreadCpuTime();
        work.run();
        cpu = threads.getCurrentThreadCpuTime() - cpu;
        wall = System.nanoTime() - wall;
        System.out.printf(Locale.ROOT, "%s: %,.0f/s, %,.0f/s of CPU%n", what, chunks * 1e9 / wall, chunks * 1e9 / cpu);
    }
}
