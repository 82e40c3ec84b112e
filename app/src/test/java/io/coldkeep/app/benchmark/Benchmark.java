package io.coldkeep.app.benchmark;

import io.coldkeep.app.benchmark.Workload.Kind;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import software.amazon.awssdk.http.SdkHttpMethod;

/** Starts the service, loads it, and prints what came out. Everything that it starts or writes is gone when it ends. */
public final class Benchmark {

    private static final double MEBIBYTE = 1024 * 1024;
    private static final String LOAD_LOG = "load.log";

    private final Options options;
    private final Path scratch;
    private final PrintStream out;

    private Benchmark(Options options, Path scratch, PrintStream out) {
        this.options = options;
        this.scratch = scratch;
        this.out = out;
    }

    /** Measures. The first argument is the project's directory, the others are those of {@link Options#USAGE}. */
    public static void main(String[] args) throws IOException, InterruptedException, SQLException {
        var arguments = List.of(args).subList(1, args.length);
        if (arguments.contains("--help")) {
            System.out.print(Options.USAGE);
            return;
        }
        Options options;
        try {
            options = Options.parse(Path.of(args[0]), arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("benchmark: " + e.getMessage());
            System.err.print(Options.USAGE);
            System.exit(2);
            return;
        }
        var scratch = Files.createTempDirectory("coldkeep-benchmark");
        var removal = new Thread(() -> remove(scratch), "remove-scratch");
        Runtime.getRuntime().addShutdownHook(removal);
        new Benchmark(options, scratch, System.out).run();
    }

    private void run() throws IOException, InterruptedException, SQLException {
        var command = ServiceProcess.command(options.root(), scratch.resolve("first"));
        printMachine(command);
        if (options.starts() > 0) {
            printStarts(command);
        }
        for (var kind : options.catalogs()) {
            try (var catalog = Catalog.open(kind)) {
                load(command, catalog);
            } catch (IOException | InterruptedException | SQLException | RuntimeException e) {
                printEndOfLog();
                throw e;
            }
        }
    }

    private void printEndOfLog() throws IOException {
        var lines = Files.readAllLines(scratch.resolve(LOAD_LOG));
        System.err.println("the end of the service's log:");
        lines.subList(Math.max(0, lines.size() - 30), lines.size()).forEach(System.err::println);
    }

    private void printMachine(List<String> command) {
        var system = ManagementFactory.getOperatingSystemMXBean();
        out.printf(
                Locale.ROOT,
                "machine  %d processors (%s), %s %s, JVM %s, load average before %.1f%n",
                Runtime.getRuntime().availableProcessors(),
                processor(),
                system.getName(),
                system.getVersion(),
                Runtime.version(),
                system.getSystemLoadAverage());
        out.println("service  " + String.join(" ", command));
    }

    private static String processor() {
        var cpuinfo = Path.of("/proc/cpuinfo");
        if (!Files.exists(cpuinfo)) {
            return System.getProperty("os.arch");
        }
        try (var lines = Files.lines(cpuinfo)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    // ---- starts

    /** One start on an empty data directory, with the first answer to a signed request that reads the catalog. */
    private record Start(
            Duration ready, Optional<Duration> waited, Duration cpu, Duration firstAnswer, OptionalLong resident) {}

    private void printStarts(List<String> command) throws IOException, InterruptedException {
        var withCache = new ArrayList<Start>();
        var without = new ArrayList<Start>();
        for (var i = 0; i < options.starts(); i++) {
            if (ServiceProcess.usesCache(command)) {
                withCache.add(start(command, "cached" + i));
            }
            without.add(start(ServiceProcess.withoutCache(command), "plain" + i));
        }
        out.printf("%nstart on an empty data directory, median of %d%n", options.starts());
        out.printf(
                "%-16s %9s %9s %9s %9s %9s %14s %13s%n",
                "", "ready s", "best", "worst", "waited s", "CPU s", "1st answer ms", "resident MiB");
        printStarts("with AOT cache", withCache);
        printStarts("without", without);
    }

    private Start start(List<String> command, String name) throws IOException, InterruptedException {
        var data = scratch.resolve(name);
        try (var service = ServiceProcess.start(command, data, Map.of(), scratch.resolve(name + ".log"));
                var client = new Client(service.endpoint())) {
            var resident = service.residentNow();
            var waited = service.waitedForProcessor();
            var cpu = service.cpu();
            var request = client.signed(SdkHttpMethod.GET, "/backup-vaults/Default", "");
            var answer = new LoadGenerator(service.endpoint()).run(List.of(List.of(request)), Duration.ZERO);
            return new Start(service.timeToReady(), waited, cpu, answer.took(), resident);
        } finally {
            remove(data);
        }
    }

    private void printStarts(String name, List<Start> starts) {
        if (starts.isEmpty()) {
            return;
        }
        var ready = starts.stream().map(Start::ready).sorted().toList();
        out.printf(
                Locale.ROOT,
                "%-16s %9.2f %9.2f %9.2f %9s %9.2f %14.0f %13s%n",
                name,
                seconds(ready.get(ready.size() / 2)),
                seconds(ready.getFirst()),
                seconds(ready.getLast()),
                waited(starts),
                median(starts, start -> seconds(start.cpu())),
                median(starts, start -> start.firstAnswer().toNanos() / 1e6),
                mebibytes(OptionalLong.of(
                        (long) median(starts, start -> start.resident().orElse(0)))));
    }

    private static String waited(List<Start> starts) {
        return starts.stream().allMatch(start -> start.waited().isPresent())
                ? "%.2f"
                        .formatted(
                                median(starts, start -> seconds(start.waited().orElseThrow())))
                : "?";
    }

    // ---- load

    /** A round of load, and what the service used of the processors meanwhile. */
    private record Round(Measurement measurement, Duration cpu) {

        double cpuMicrosPerRequest() {
            return cpu.toNanos() / 1e3 / measurement.latencies().count();
        }
    }

    private void load(List<String> command, Catalog catalog) throws IOException, InterruptedException {
        var data = scratch.resolve("load");
        var log = scratch.resolve(LOAD_LOG);
        var settings = new HashMap<>(catalog.environment());
        settings.put("COLDKEEP_SOURCE_ROOTS", scratch.toString());
        List<String> points;
        Map<String, Long> acknowledged = new HashMap<>();
        try (var service = ServiceProcess.start(command, data, settings, log);
                var client = new Client(service.endpoint())) {
            var afterStart = service.residentNow();
            points = client.makeRecoveryPoints(scratch.resolve("sources"), options.points());
            var generator = new LoadGenerator(service.endpoint());
            for (var kind : Kind.values()) {
                generator.run(
                        Workload.of(kind, client, points, options.connections(), 0)
                                .requests(),
                        options.warmUp());
            }
            var rounds = new EnumMap<Kind, List<Round>>(Kind.class);
            for (var i = 1; i <= options.rounds(); i++) {
                for (var kind : Kind.values()) {
                    var workload = Workload.of(kind, client, points, options.connections(), i);
                    var before = service.cpu();
                    var measurement = generator.run(workload.requests(), options.round());
                    var round = new Round(measurement, service.cpu().minus(before));
                    rounds.computeIfAbsent(kind, _ -> new ArrayList<>()).add(round);
                    if (kind == Kind.UPDATE) {
                        acknowledged.putAll(workload.lastDays(measurement.answered()));
                    }
                }
            }
            print(catalog, rounds);
            out.printf(
                    "resident MiB: %s after start, %s after load, %s at most%n",
                    mebibytes(afterStart), mebibytes(service.residentNow()), mebibytes(service.residentAtMost()));
            service.kill();
        }
        printKept(command, data, settings, log, acknowledged);
        remove(data);
        remove(scratch.resolve("sources"));
    }

    private void print(Catalog catalog, Map<Kind, List<Round>> rounds) {
        out.printf(
                "%n%s: %d connections, %d recovery points; medians of %d rounds of %d s%n",
                catalog.name(),
                options.connections(),
                options.points(),
                options.rounds(),
                options.round().toSeconds());
        out.printf(
                "%-30s %11s %8s %8s %8s %8s %9s %8s%n",
                "", "requests/s", "ratio", "p50 ms", "p99 ms", "max ms", "CPU us", "errors");
        var floor = median(
                rounds.get(Kind.SUPPORTED_TYPES), round -> round.measurement().perSecond());
        rounds.forEach((kind, of) -> {
            var perSecond = median(of, round -> round.measurement().perSecond());
            out.printf(
                    Locale.ROOT,
                    "%-30s %11.0f %8.2f %8.2f %8.2f %8.1f %9.0f %8d%n",
                    kind.operation,
                    perSecond,
                    perSecond / floor,
                    median(of, round -> round.measurement().latencies().milliseconds(0.50)),
                    median(of, round -> round.measurement().latencies().milliseconds(0.99)),
                    of.stream()
                            .mapToDouble(
                                    round -> round.measurement().latencies().milliseconds(1))
                            .max()
                            .orElseThrow(),
                    median(of, Round::cpuMicrosPerRequest),
                    of.stream().mapToInt(round -> round.measurement().errors()).sum());
        });
    }

    /** What was acknowledged must be there after the process was killed right behind the last answer. */
    private void printKept(
            List<String> command, Path data, Map<String, String> settings, Path log, Map<String, Long> acknowledged)
            throws IOException {
        try (var service = ServiceProcess.start(command, data, settings, log);
                var client = new Client(service.endpoint())) {
            var kept = acknowledged.entrySet().stream()
                    .filter(entry -> client.deleteAfterDays(entry.getKey()) == entry.getValue())
                    .count();
            out.printf(
                    "killed right after the last answer and started again in %.2f s: %d of %d updates are there%n",
                    seconds(service.timeToReady()), kept, acknowledged.size());
        }
    }

    // ---- figures

    private static <T> double median(List<T> of, ToDoubleFunction<T> value) {
        var sorted = of.stream().mapToDouble(value).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static String mebibytes(OptionalLong bytes) {
        return bytes.isEmpty() || bytes.getAsLong() == 0
                ? "?"
                : Long.toString(Math.round(bytes.getAsLong() / MEBIBYTE));
    }

    private static void remove(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            System.err.println("left behind: " + directory + " (" + e + ")");
        }
    }
}
