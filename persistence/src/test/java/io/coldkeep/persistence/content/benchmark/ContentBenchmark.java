package io.coldkeep.persistence.content.benchmark;

import io.coldkeep.persistence.content.WarmUp;
import io.coldkeep.persistence.content.benchmark.Contender.Cost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Backs up, verifies and restores the same tree with this content store and, where they are installed, with restic and borg, one
 * after the other in each phase, and prints what each needed and the ratios. The best of the rounds counts.
 */
public final class ContentBenchmark {

    private static final int WARM_UP_MEGABYTES = 200;

    private final Path home;
    private final int rounds;
    private final Map<String, Map<String, Cost>> costs = new LinkedHashMap<>();

    private ContentBenchmark(Path home, int rounds) {
        this.home = home;
        this.rounds = rounds;
    }

    /**
     * Arguments: {@code --megabytes=2000}, how large the tree is; {@code --rounds=3}; {@code --warm-up=3}, how much the service has
     * done before; {@code --directory=…} to work in.
     */
    public static void main(String[] arguments) throws IOException {
        var options = new LinkedHashMap<>(
                Map.of("--megabytes", "2000", "--rounds", "3", "--warm-up", "3", "--directory", ""));
        for (var argument : arguments) {
            var parts = argument.split("=", 2);
            if (parts.length < 2 || options.replace(parts[0], parts[1]) == null) {
                System.err.println("benchmark: options are " + options);
                System.exit(2);
            }
        }
        var directory = options.getOrDefault("--directory", "");
        var home = directory.isEmpty()
                ? Files.createTempDirectory("coldkeep-content")
                : Path.of(directory).toAbsolutePath();
        try (var engine = new Engine(home)) {
            var tree = home.resolve("tree");
            var corpus = new Corpus(tree, number(options, "--megabytes"));
            corpus.make();
            WarmUp.run();
            warmUp(engine, home.resolve("warm-up"), number(options, "--warm-up"));
            System.out.printf(
                    Locale.ROOT, "a tree of %,d MB; restic and borg as installed%n", Engine.size(tree) / 1_000_000);
            new ContentBenchmark(home, number(options, "--rounds")).run(contenders(engine), corpus, tree);
        } finally {
            remove(home);
        }
    }

    private static int number(Map<String, String> options, String name) {
        return Integer.parseInt(options.getOrDefault(name, ""));
    }

    /**
     * A service has done backups before: of another tree, into other vaults. It also gives the tree the age at which its files count
     * as settled.
     */
    private static void warmUp(Engine engine, Path place, int times) throws IOException {
        var tree = place.resolve("tree");
        var corpus = new Corpus(tree, WARM_UP_MEGABYTES);
        corpus.make();
        for (var i = 0; i < times; i++) {
            engine.begin(place);
            engine.backUp(tree);
            corpus.change();
            engine.backUp(tree);
            engine.verify();
            engine.restore(place.resolve("all-" + i));
        }
        remove(place);
    }

    private void run(List<Contender> contenders, Corpus corpus, Path tree) throws IOException {
        Map<String, Long> stored = new LinkedHashMap<>();
        for (var round = 0; round < rounds; round++) {
            var place = home.resolve("round-" + round);
            for (var contender : contenders) {
                contender.begin(place);
            }
            for (var contender : contenders) {
                Command.sync();
                note("first backup", contender, contender.backUp(tree));
                stored.merge(contender.name(), contender.stored(), Math::min);
            }
            for (var contender : contenders) {
                Command.sync();
                note("unchanged backup", contender, contender.backUp(tree));
            }
            corpus.change();
            for (var contender : contenders) {
                Command.sync();
                note("1.6 % changed", contender, contender.backUp(tree));
            }
            for (var contender : contenders) {
                Command.sync();
                note("verify everything", contender, contender.verify());
            }
            for (var contender : contenders) {
                Command.sync();
                note("restore everything", contender, contender.restore(place.resolve("all-" + contender.name())));
            }
            for (var contender : contenders) {
                Command.sync();
                note(
                        "one item",
                        contender,
                        contender.restoreItem(corpus.item(), place.resolve("one-" + contender.name())));
            }
            remove(place);
        }
        print(stored);
    }

    private static List<Contender> contenders(Engine engine) {
        return Stream.of(Optional.of(engine), Command.restic(), Command.borg())
                .<Contender>flatMap(Optional::stream)
                .toList();
    }

    private void note(String phase, Contender contender, Cost cost) {
        System.err.printf(
                Locale.ROOT,
                "%s, %s: %.2f s, %.2f s, %d MiB%n",
                phase,
                contender.name(),
                cost.wall(),
                cost.processor(),
                cost.memory() >> 20);
        costs.computeIfAbsent(phase, any -> new LinkedHashMap<>())
                .merge(contender.name(), cost, (one, other) -> one.wall() <= other.wall() ? one : other);
    }

    private void print(Map<String, Long> stored) {
        costs.forEach((phase, byName) -> {
            var ours = byName.getOrDefault("coldkeep", new Cost(0, 0, 0));
            byName.forEach((name, cost) -> System.out.printf(
                    Locale.ROOT,
                    "%-20s %-9s wall %8.2f s, processor %8.2f s; coldkeep's is %.2f and %.2f of that; memory %5d MiB%n",
                    phase,
                    name,
                    cost.wall(),
                    cost.processor(),
                    ours.wall() / cost.wall(),
                    ours.processor() / cost.processor(),
                    cost.memory() >> 20));
        });
        var ours = stored.getOrDefault("coldkeep", 0L);
        stored.forEach((name, bytes) -> System.out.printf(
                Locale.ROOT,
                "%-20s %-9s %,d MB; coldkeep's is %.3f of that%n",
                "bytes stored",
                name,
                bytes / 1_000_000,
                (double) ours / bytes));
    }

    private static void remove(Path directory) throws IOException {
        try (var all = Files.walk(directory)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
