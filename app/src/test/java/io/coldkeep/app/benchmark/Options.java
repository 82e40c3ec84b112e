package io.coldkeep.app.benchmark;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What to measure, and for how long.
 *
 * @param root the project's directory, where {@code ./coldkeep} is
 * @param connections how many clients ask at a time, each waiting for its answer before it asks again
 * @param points recovery points in the vault; at least one for each connection
 * @param warmUp load before the first round, for each kind of request
 */
record Options(
        Path root,
        List<CatalogKind> catalogs,
        int connections,
        int points,
        int rounds,
        Duration round,
        Duration warmUp,
        int starts) {

    enum CatalogKind {
        H2,
        POSTGRESQL
    }

    /** For who asked for something else. */
    static final String USAGE = """
            usage: ./benchmark [--catalogs=h2,postgresql] [--connections=24] [--points=240] [--rounds=5] [--seconds=5]
                               [--warm-up=15] [--starts=5]
              --connections  clients that ask at a time, over connections that stay open
              --points       recovery points in the vault
              --rounds       how often each kind of request is measured, in turn, and --seconds for how long each time
              --warm-up      seconds of load for each kind of request before the first round
              --starts       how often a start is measured, with and without the AOT cache; 0 to leave that out
            COLDKEEP_TEST_POSTGRES_URL, ..._USERNAME and ..._PASSWORD name a PostgreSQL to use instead of an embedded one.
            """;

    Options {
        if (connections < 1 || points < connections || rounds < 1 || starts < 0) {
            throw new IllegalArgumentException(
                    "there must be at least one connection, a point for each of them, and one round");
        }
    }

    /** @throws IllegalArgumentException when there is something in them that is not an option */
    static Options parse(Path root, List<String> arguments) {
        var options = new Options(
                root, List.of(CatalogKind.values()), 24, 240, 5, Duration.ofSeconds(5), Duration.ofSeconds(15), 5);
        for (var argument : arguments) {
            options = options.with(argument);
        }
        return options;
    }

    private Options with(String argument) {
        var equal = argument.indexOf('=');
        if (equal < 0) {
            throw new IllegalArgumentException("not an option: " + argument);
        }
        var value = argument.substring(equal + 1);
        return switch (argument.substring(0, equal)) {
            case "--catalogs" -> new Options(root, catalogs(value), connections, points, rounds, round, warmUp, starts);
            case "--connections" -> {
                var wanted = Integer.parseInt(value);
                yield new Options(root, catalogs, wanted, Math.max(points, wanted), rounds, round, warmUp, starts);
            }
            case "--points" ->
                new Options(root, catalogs, connections, Integer.parseInt(value), rounds, round, warmUp, starts);
            case "--rounds" ->
                new Options(root, catalogs, connections, points, Integer.parseInt(value), round, warmUp, starts);
            case "--seconds" ->
                new Options(root, catalogs, connections, points, rounds, seconds(value), warmUp, starts);
            case "--warm-up" -> new Options(root, catalogs, connections, points, rounds, round, seconds(value), starts);
            case "--starts" ->
                new Options(root, catalogs, connections, points, rounds, round, warmUp, Integer.parseInt(value));
            default -> throw new IllegalArgumentException("not an option: " + argument);
        };
    }

    private static Duration seconds(String value) {
        return Duration.ofSeconds(Long.parseLong(value));
    }

    private static List<CatalogKind> catalogs(String value) {
        return Arrays.stream(value.split(","))
                .map(name -> Arrays.stream(CatalogKind.values())
                        .filter(kind -> kind.name().equalsIgnoreCase(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("not a catalog: " + name)))
                .collect(Collectors.toCollection(ArrayList::new));
    }
}
