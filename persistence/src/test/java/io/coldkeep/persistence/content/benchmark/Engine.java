package io.coldkeep.persistence.content.benchmark;

import com.sun.management.OperatingSystemMXBean;
import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.Description;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.filesystem.FileSystem;
import io.coldkeep.domain.fixtures.Fixtures;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.persistence.content.ChunkedContentStore;
import io.coldkeep.persistence.content.blob.DirectoryBlobStore;
import io.coldkeep.persistence.content.crypto.MasterKey;
import io.coldkeep.persistence.content.index.ContentIndex;
import io.coldkeep.persistence.source.LocalDirectories;
import io.coldkeep.persistence.sql.TestCatalog;
import io.coldkeep.persistence.sql.TestH2;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The content store with an embedded catalog, in this process, as a service has it. */
final class Engine implements Contender {

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Path home;
    private final TestCatalog catalog = new TestCatalog(TestH2.freshDatabase());
    private final ChunkedContentStore store;
    private final Map<Path, FileSystem> fileSystems = new HashMap<>();
    private UUID vault = UUID.randomUUID();
    private ContentId latest = new ContentId(vault, UUID.randomUUID());

    Engine(Path home) throws IOException {
        this.home = home.resolve("coldkeep");
        this.store = new ChunkedContentStore(
                catalog.bean(ContentIndex.class),
                new DirectoryBlobStore(this.home.resolve("warm")),
                new DirectoryBlobStore(this.home.resolve("cold")),
                new MasterKey(new byte[MasterKey.LENGTH]),
                InstantSource.system(),
                Runtime.getRuntime().availableProcessors());
    }

    /** A service has many vaults in one place. */
    @Override
    public void begin(Path place) {
        vault = UUID.randomUUID();
    }

    /** Something that is measured. */
    private interface Work {
        void run() throws IOException;
    }

    private static Cost measure(Work work) throws IOException {
        Memory.forgetPeak();
        var processor = SYSTEM.getProcessCpuTime();
        var begin = System.nanoTime();
        work.run();
        var wall = System.nanoTime() - begin;
        var memory = Memory.peak(ProcessHandle.current().pid());
        return new Cost(wall / 1e9, (SYSTEM.getProcessCpuTime() - processor) / 1e9, memory);
    }

    @Override
    public String name() {
        return "coldkeep";
    }

    private static LocalDirectories directories(Path root, Path own) {
        return new LocalDirectories(own, List.of(root));
    }

    private FileSystem fileSystem(Path directory) {
        return fileSystems.computeIfAbsent(
                directory,
                adopted -> Fixtures.aFileSystem()
                        .adoptedDirectory(adopted.toString())
                        .build());
    }

    @Override
    public Cost backUp(Path tree) throws IOException {
        latest = new ContentId(vault, UUID.randomUUID());
        return measure(() -> {
            try (var source = directories(tree.getParent(), home.resolve("own")).source(fileSystem(tree))) {
                store.store(latest, source, Progress.IGNORED, () -> Description.NONE);
            }
        });
    }

    @Override
    public Cost verify() throws IOException {
        return measure(() -> {
            var damage = store.verify(vault);
            if (!damage.isEmpty()) {
                throw new IOException(damage.toString());
            }
        });
    }

    @Override
    public Cost restore(Path to) throws IOException {
        return restore(RestoreSelection.EVERYTHING, to);
    }

    private Cost restore(RestoreSelection selection, Path to) throws IOException {
        Files.createDirectories(to);
        return measure(() -> {
            try (var target =
                    directories(to.getParent(), home.resolve("own")).target(fileSystem(to), UUID.randomUUID())) {
                store.restore(latest, selection, target, Progress.IGNORED);
                target.complete("restored");
            }
        });
    }

    @Override
    public Cost restoreItem(String item, Path to) throws IOException {
        return restore(new RestoreSelection(Set.of(EntryPath.parse(item))), to);
    }

    @Override
    public long stored() throws IOException {
        return size(home.resolve("warm/vaults/" + vault));
    }

    static long size(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    @Override
    public void close() {
        store.close();
        catalog.close();
    }
}
