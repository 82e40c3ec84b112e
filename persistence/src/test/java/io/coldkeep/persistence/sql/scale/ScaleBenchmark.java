package io.coldkeep.persistence.sql.scale;

import io.coldkeep.domain.content.ContentStore;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.recoverypoint.ExpirySweep;
import io.coldkeep.domain.recoverypoint.RecoveryPoint;
import io.coldkeep.domain.recoverypoint.RecoveryPointFilter;
import io.coldkeep.domain.recoverypoint.RecoveryPointRepository;
import io.coldkeep.domain.recoverypoint.SweepListener;
import io.coldkeep.domain.tag.TagRepository;
import io.coldkeep.domain.tx.Transactions;
import io.coldkeep.domain.vault.VaultRepository;
import io.coldkeep.persistence.content.ArchiveContentStore;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Measures what sweeps and lists cost in large catalogs, and prints each figure beside that of the smallest one. Expiry is
 * measured beside the plain SQL that does the same. The points have no bytes, so what deleting files costs is not in it.
 */
public final class ScaleBenchmark {

    private static final int DUE = 1_000;
    private static final int ROUNDS = 7;

    private final int manyDue;
    private final PrintStream out;
    private final Map<String, Double> smallest = new LinkedHashMap<>();

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
            var postgresql = new ScaleBenchmark(due, System.out);
            for (var points : sizes(options.getOrDefault("--points", ""))) {
                postgresql.measure("PostgreSQL", new OnServer(server, "scale_" + points), points);
            }
        }
        warmUp("H2", TestH2.freshDatabase());
        var h2 = new ScaleBenchmark(due, System.out);
        for (var points : sizes(options.getOrDefault("--h2-points", ""))) {
            h2.measure("H2", TestH2.freshDatabase(), points);
        }
    }

    /** So that the first catalog, which the others are compared with, does not pay for compiling the code. */
    private static void warmUp(String name, TestDatabase database) throws IOException, SQLException {
        new ScaleBenchmark(10_000, new PrintStream(OutputStream.nullOutputStream())).measure(name, database, 10_000);
    }

    private static List<Long> sizes(String text) {
        return Arrays.stream(text.split(","))
                .filter(size -> !size.isBlank())
                .map(Long::valueOf)
                .toList();
    }

    void measure(String name, TestDatabase database, long points) throws IOException, SQLException {
        var scratch = Files.createTempDirectory("coldkeep-scale");
        try (var catalog = new TestCatalog(database)) {
            var large = new LargeCatalog(database);
            var begin = System.nanoTime();
            large.make(points);
            out.printf(Locale.ROOT, "%n%s, %,d recovery points (made in %.0f s)%n", name, points, seconds(begin));
            var content = new ArchiveContentStore(scratch.resolve("warm"), scratch.resolve("cold"));
            lists(catalog, points);
            sweeps(catalog, large, content);
            manyDue(catalog, large, content, database);
        } finally {
            remove(scratch);
        }
    }

    private void lists(TestCatalog catalog, long points) throws SQLException {
        var repository = catalog.bean(RecoveryPointRepository.class);
        var vaults = catalog.bean(VaultRepository.class);
        var vault = LargeCatalog.vaults().getFirst();
        Map<String, Long> places = new LinkedHashMap<>();
        places.put("first", 0L);
        places.put("middle", points / 2);
        places.put("last", points - 3_000);
        for (var place : places.entrySet()) {
            var page = new PageRequest(1000, Optional.of(LargeCatalog.placeOf(place.getValue())));
            print("a page of 1000 points, " + place.getKey(), median(() -> {
                repository.listByVault(vault, RecoveryPointFilter.ALL, page);
            }));
        }
        var resources = PageRequest.first(1000);
        print("a page of 1000 protected resources", median(() -> {
            repository.listResources(LargeCatalog.OWNER, Optional.empty(), resources);
        }));
        print("the protected resources of a vault", median(() -> {
            repository.listResources(LargeCatalog.OWNER, Optional.of(vault), resources);
        }));
        print("the count of a vault", median(() -> {
            vaults.countRecoveryPoints(vault);
        }));
    }

    private void sweeps(TestCatalog catalog, LargeCatalog large, ContentStore content) throws SQLException {
        var sweep = sweep(catalog, content, new Counting());
        print("asking what is next due", median(sweep::nextDue));
        var times = new ArrayList<Double>();
        for (var round = 0; round < ROUNDS; round++) {
            large.addDue(DUE);
            var begin = System.nanoTime();
            sweep.run(LargeCatalog.NOW);
            times.add(1e3 * seconds(begin));
        }
        print("a sweep with %,d due".formatted(DUE), middle(times));
    }

    private void manyDue(TestCatalog catalog, LargeCatalog large, ContentStore content, TestDatabase database)
            throws SQLException {
        var sweeps = new ArrayList<Double>();
        var plains = new ArrayList<Double>();
        for (var round = 0; round < 3; round++) {
            var counting = new Counting();
            large.addDue(manyDue);
            var begin = System.nanoTime();
            sweep(catalog, content, counting).run(LargeCatalog.NOW);
            sweeps.add(counting.expired / seconds(begin));
            large.addDue(manyDue);
            begin = System.nanoTime();
            plains.add(PlainExpiry.run(database) / seconds(begin));
        }
        out.printf(
                Locale.ROOT,
                "  %-40s %,10.0f points/s, plain SQL %,.0f, ratio %.2f%n",
                "%,d due".formatted(manyDue),
                middle(sweeps),
                middle(plains),
                middle(sweeps) / middle(plains));
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

    private void print(String what, double milliseconds) {
        var first = smallest.computeIfAbsent(what, any -> milliseconds);
        out.printf(Locale.ROOT, "  %-40s %10.2f ms, %.2f of the smallest%n", what, milliseconds, milliseconds / first);
    }

    private static double median(Runnable work) {
        var times = new ArrayList<Double>();
        for (var round = 0; round < 3 * ROUNDS; round++) {
            var begin = System.nanoTime();
            work.run();
            times.add(1e3 * seconds(begin));
        }
        return middle(times);
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
        public void movedToCold(RecoveryPoint point) {
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
