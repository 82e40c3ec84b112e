package io.coldkeep.persistence.sql.scale;

import io.coldkeep.domain.content.ContentStore;
import io.coldkeep.domain.content.Damage;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.recoverypoint.ExpirySweep;
import io.coldkeep.domain.recoverypoint.RecoveryPoint;
import io.coldkeep.domain.recoverypoint.RecoveryPointFilter;
import io.coldkeep.domain.recoverypoint.RecoveryPointRepository;
import io.coldkeep.domain.recoverypoint.SweepListener;
import io.coldkeep.domain.tag.TagRepository;
import io.coldkeep.domain.tx.Transactions;
import io.coldkeep.domain.vault.VaultRepository;
import io.coldkeep.persistence.content.ChunkedContentStore;
import io.coldkeep.persistence.content.blob.DirectoryBlobStore;
import io.coldkeep.persistence.content.crypto.MasterKey;
import io.coldkeep.persistence.content.index.ContentIndex;
import io.coldkeep.persistence.sql.TestCatalog;
import io.coldkeep.persistence.sql.TestDatabase;
import io.coldkeep.persistence.sql.TestH2;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Measures what sweeps and lists cost in large catalogs, and prints each figure beside that of the smallest one. Expiry is
 * measured beside the plain SQL that does the same. The points have no bytes, so what deleting files costs is not in it.
 */
public final class ScaleBenchmark {

    private static final int DUE = 1_000;
    private static final int ROUNDS = 7;

    private final int manyDue;
    private final PrintStream out;

    ScaleBenchmark(int manyDue, PrintStream out) {
        this.manyDue = manyDue;
        this.out = out;
    }

    /** Arguments: {@code --points=10000,1000000} and {@code --h2-points=10000,1000000}, sizes of catalogs; {@code --due=100000}. */
    public static void main(String[] arguments) throws Exception {
        var options = new LinkedHashMap<>(
                Map.of("--points", "10000,1000000,10000000", "--h2-points", "10000,1000000", "--due", "100000"));
        for (var argument : arguments) {
            var parts = argument.split("=", 2);
            if (parts.length < 2 || options.replace(parts[0], parts[1]) == null) {
                System.err.println("benchmark: options are " + options);
                System.exit(2);
            }
        }
        var due = Integer.parseInt(options.getOrDefault("--due", "0"));
        try (var server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start()) {
            warmUp("PostgreSQL", new OnServer(server, "scale_warm_up"));
            var databases = new LinkedHashMap<Long, TestDatabase>();
            for (var points : sizes(options.getOrDefault("--points", ""))) {
                databases.put(points, new OnServer(server, "scale_" + points));
            }
            new ScaleBenchmark(due, System.out).measure("PostgreSQL", databases);
        }
        warmUp("H2", TestH2.freshDatabase());
        var databases = new LinkedHashMap<Long, TestDatabase>();
        for (var points : sizes(options.getOrDefault("--h2-points", ""))) {
            databases.put(points, TestH2.freshDatabase());
        }
        new ScaleBenchmark(due, System.out).measure("H2", databases);
    }

    /** So that the first catalog, which the others are compared with, does not pay for compiling the code. */
    private static void warmUp(String name, TestDatabase database) throws IOException, SQLException {
        new ScaleBenchmark(10_000, new PrintStream(OutputStream.nullOutputStream()))
                .measure(name, Map.of(10_000L, database));
    }

    private static List<Long> sizes(String text) {
        return Arrays.stream(text.split(","))
                .filter(size -> !size.isBlank())
                .map(Long::valueOf)
                .toList();
    }

    /** Makes the catalogs, and then measures each thing in all of them by turns, so that all have the same share of what else goes on. */
    void measure(String name, Map<Long, TestDatabase> databases) throws IOException, SQLException {
        if (databases.isEmpty()) {
            return;
        }
        var scratch = Files.createTempDirectory("coldkeep-scale");
        var catalogs = new ArrayList<Measured>();
        try {
            for (var database : databases.entrySet()) {
                var begin = System.nanoTime();
                catalogs.add(Measured.of(database.getKey(), database.getValue(), scratch));
                out.printf(
                        Locale.ROOT,
                        "%s, %,d recovery points made in %.0f s%n",
                        name,
                        database.getKey(),
                        seconds(begin));
            }
            out.printf(Locale.ROOT, "%n%s, milliseconds; in brackets the ratio to the smallest catalog%n", name);
            lists(catalogs);
            sweeps(catalogs);
            manyDue(catalogs);
        } finally {
            catalogs.forEach(measured -> measured.catalog.close());
            remove(scratch);
        }
    }

    /** A catalog and what is measured in it. */
    private record Measured(
            long points,
            TestDatabase database,
            TestCatalog catalog,
            LargeCatalog large,
            RecoveryPointRepository repository,
            VaultRepository vaults,
            ContentStore content) {

        static Measured of(long points, TestDatabase database, Path scratch) throws IOException, SQLException {
            var catalog = new TestCatalog(database);
            var content = new ChunkedContentStore(
                    catalog.bean(ContentIndex.class),
                    new DirectoryBlobStore(scratch.resolve("warm")),
                    new DirectoryBlobStore(scratch.resolve("cold")),
                    new MasterKey(new byte[MasterKey.LENGTH]),
                    InstantSource.system(),
                    1);
            var large = new LargeCatalog(database);
            large.make(points);
            return new Measured(
                    points,
                    database,
                    catalog,
                    large,
                    catalog.bean(RecoveryPointRepository.class),
                    catalog.bean(VaultRepository.class),
                    content);
        }

        ExpirySweep sweep(SweepListener listener) {
            return ScaleBenchmark.sweep(catalog, content, listener);
        }
    }

    private void lists(List<Measured> catalogs) {
        var vault = LargeCatalog.vaults().getFirst();
        Map<String, Function<Long, Long>> places = new LinkedHashMap<>();
        places.put("first", points -> 0L);
        places.put("middle", points -> points / 2);
        places.put("last", points -> points - 3_000);
        places.forEach((name, place) -> compare("a page of 1000 points, " + name, catalogs, measured -> {
            var page = new PageRequest(1000, Optional.of(LargeCatalog.placeOf(place.apply(measured.points))));
            measured.repository.listByVault(vault, RecoveryPointFilter.ALL, page);
        }));
        var resources = PageRequest.first(1000);
        compare("a page of 1000 protected resources", catalogs, measured -> {
            measured.repository.listResources(LargeCatalog.OWNER, Optional.empty(), resources);
        });
        compare("the protected resources of a vault", catalogs, measured -> {
            measured.repository.listResources(LargeCatalog.OWNER, Optional.of(vault), resources);
        });
        compare("the count of a vault", catalogs, measured -> {
            measured.vaults.countRecoveryPoints(vault);
        });
        compare("the counts of all by tier and status", catalogs, measured -> {
            measured.repository.totals();
        });
        compare("asking what is next due", catalogs, measured -> {
            measured.sweep(new Counting()).nextDue();
        });
    }

    /** Something that is done in a catalog. */
    @FunctionalInterface
    private interface Work {
        void in(Measured catalog);
    }

    private void compare(String what, List<Measured> catalogs, Work work) {
        var times = new LinkedHashMap<Measured, List<Double>>();
        for (var round = 0; round < 3 * ROUNDS; round++) {
            for (var catalog : catalogs) {
                var begin = System.nanoTime();
                work.in(catalog);
                times.computeIfAbsent(catalog, any -> new ArrayList<>()).add(1e3 * seconds(begin));
            }
        }
        print(what, times);
    }

    private void sweeps(List<Measured> catalogs) throws SQLException {
        var times = new LinkedHashMap<Measured, List<Double>>();
        for (var round = 0; round < ROUNDS; round++) {
            for (var catalog : catalogs) {
                catalog.large.addDue(DUE);
                var begin = System.nanoTime();
                catalog.sweep(new Counting()).run(LargeCatalog.NOW);
                times.computeIfAbsent(catalog, any -> new ArrayList<>()).add(1e3 * seconds(begin));
            }
        }
        print("a sweep with %,d due".formatted(DUE), times);
    }

    private void manyDue(List<Measured> catalogs) throws SQLException {
        for (var catalog : catalogs) {
            var sweeps = new ArrayList<Double>();
            var plains = new ArrayList<Double>();
            for (var round = 0; round < 3; round++) {
                var counting = new Counting();
                catalog.large.addDue(manyDue);
                var begin = System.nanoTime();
                catalog.sweep(counting).run(LargeCatalog.NOW);
                sweeps.add(counting.expired / seconds(begin));
                catalog.large.addDue(manyDue);
                begin = System.nanoTime();
                plains.add(PlainExpiry.run(catalog.database) / seconds(begin));
            }
            out.printf(
                    Locale.ROOT,
                    "  %,d due in %,d: %,.0f points/s, plain SQL %,.0f, ratio %.2f%n",
                    manyDue,
                    catalog.points,
                    middle(sweeps),
                    middle(plains),
                    middle(sweeps) / middle(plains));
        }
    }

    private static ExpirySweep sweep(TestCatalog catalog, ContentStore content, SweepListener listener) {
        return new ExpirySweep(
                catalog.bean(RecoveryPointRepository.class),
                content,
                catalog.bean(TagRepository.class),
                (work, at) -> {},
                catalog.bean(Transactions.class),
                () -> LargeCatalog.NOW,
                listener,
                () -> false);
    }

    private void print(String what, Map<Measured, List<Double>> times) {
        var line = new StringBuilder("  %-36s".formatted(what));
        var smallest = middle(List.copyOf(times.values()).getFirst());
        times.forEach((catalog, each) ->
                line.append("  %,d: %.2f (%.2f)".formatted(catalog.points, middle(each), middle(each) / smallest)));
        out.println(line);
    }

    private static double middle(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private static void remove(Path directory) throws IOException {
        try (var all = Files.walk(directory)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** A database of a server that writes before it answers. */
    private record OnServer(EmbeddedPostgres server, String name) implements TestDatabase {

        OnServer {
            execute(server, "CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8'");
        }

        private static void execute(EmbeddedPostgres server, String sql) {
            try (var connection = server.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(sql, e);
            }
        }

        @Override
        public String jdbcUrl() {
            return server.getJdbcUrl(username(), name);
        }

        @Override
        public String username() {
            return "postgres";
        }

        @Override
        public String password() {
            return "postgres";
        }

        @Override
        public void close() {
            execute(server, "DROP DATABASE " + name + " WITH (FORCE)");
        }
    }

    private static final class Counting implements SweepListener {

        private long expired;

        @Override
        public void damaged(RecoveryPoint point, Damage damage) {
            throw new AssertionError(damage);
        }

        @Override
        public void movedToCold(RecoveryPoint point, long storedBytes) {
            throw new IllegalStateException("not due: " + point);
        }

        @Override
        public void expired(RecoveryPoint point) {
            expired++;
        }

        @Override
        public void failed(RecoveryPoint point, Exception why) {
            throw new IllegalStateException(point.toString(), why);
        }
    }
}
