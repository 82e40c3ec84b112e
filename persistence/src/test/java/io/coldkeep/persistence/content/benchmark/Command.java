package io.coldkeep.persistence.content.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/** Another program, by its commands. */
final class Command implements Contender {

    private static final long LOOK_EVERY_MILLIS = 5;

    private final String name;
    private Path repository = Path.of("/");
    private final Function<Path, Map<String, String>> environment;
    private Map<String, String> variables = Map.of();
    private final Syntax syntax;
    private int backups;

    /** How the program is told what to do; the last words of a command. */
    interface Syntax {
        List<String> init(Path repository);

        List<String> backUp(Path repository, int number, Path tree);

        List<String> verify(Path repository);

        List<String> restore(Path repository, int number, Path tree, Path to);

        List<String> restoreItem(Path repository, int number, Path tree, String item, Path to);
    }

    private Path tree = Path.of("/");

    private Command(String name, Function<Path, Map<String, String>> environment, Syntax syntax) {
        this.name = name;
        this.environment = environment;
        this.syntax = syntax;
    }

    @Override
    public void begin(Path place) throws IOException {
        repository = place.resolve(name);
        variables = environment.apply(place);
        backups = 0;
        Files.createDirectories(place);
        run(place, syntax.init(repository));
    }

    /** restic, when it is installed. */
    static Optional<Contender> restic() {
        if (!isInstalled("restic")) {
            return Optional.empty();
        }
        Function<Path, Map<String, String>> environment = place -> Map.of(
                "RESTIC_PASSWORD",
                "secret",
                "RESTIC_CACHE_DIR",
                place.resolve("restic-cache").toString());
        return Optional.of(new Command("restic", environment, new Syntax() {
            private List<String> restic(Path repository, String... words) {
                return Stream.concat(Stream.of("restic", "-q", "-r", repository.toString()), Arrays.stream(words))
                        .toList();
            }

            @Override
            public List<String> init(Path repository) {
                return restic(repository, "init", "--repository-version", "2");
            }

            @Override
            public List<String> backUp(Path repository, int number, Path tree) {
                return restic(repository, "backup", tree.toString());
            }

            @Override
            public List<String> verify(Path repository) {
                return restic(repository, "check", "--read-data");
            }

            @Override
            public List<String> restore(Path repository, int number, Path tree, Path to) {
                return restic(repository, "restore", "latest", "--target", to.toString());
            }

            @Override
            public List<String> restoreItem(Path repository, int number, Path tree, String item, Path to) {
                return restic(
                        repository, "restore", "latest", "--target", to.toString(), "--include", tree + "/" + item);
            }
        }));
    }

    /** borg, when it is installed. */
    static Optional<Contender> borg() {
        if (!isInstalled("borg")) {
            return Optional.empty();
        }
        Function<Path, Map<String, String>> environment = place -> Map.of(
                "BORG_PASSPHRASE", "secret",
                "BORG_BASE_DIR", place.resolve("borg-base").toString(),
                "BORG_RELOCATED_REPO_ACCESS_IS_OK", "yes");
        return Optional.of(new Command("borg", environment, new Syntax() {
            @Override
            public List<String> init(Path repository) {
                return List.of("borg", "init", "-e", "repokey-blake2", repository.toString());
            }

            @Override
            public List<String> backUp(Path repository, int number, Path tree) {
                return List.of("borg", "create", "-C", "zstd,3", repository + "::" + number, tree.toString());
            }

            @Override
            public List<String> verify(Path repository) {
                return List.of("borg", "check", "--verify-data", repository.toString());
            }

            @Override
            public List<String> restore(Path repository, int number, Path tree, Path to) {
                return List.of("borg", "extract", repository + "::" + number);
            }

            @Override
            public List<String> restoreItem(Path repository, int number, Path tree, String item, Path to) {
                return List.of("borg", "extract", repository + "::" + number, (tree + "/" + item).substring(1));
            }
        }));
    }

    /** Writes to the disk what others have left in memory, so that nobody pays for them. */
    static void sync() throws IOException {
        try {
            new ProcessBuilder("sync").start().waitFor();
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }

    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    /** The shell's own measurement, which knows the processor time of its children. */
    private Cost run(Path directory, List<String> command) throws IOException {
        var words = new ArrayList<>(List.of("bash", "-c", "TIMEFORMAT='%R %U %S'; time \"$@\" > /dev/null", "bash"));
        words.addAll(command);
        var builder = new ProcessBuilder(words).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().putAll(variables);
        var process = builder.start();
        var text = CompletableFuture.supplyAsync(() -> text(process));
        var memory = 0L;
        try {
            while (!process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                memory = Math.max(
                        memory,
                        process.descendants()
                                .mapToLong(part -> Memory.peak(part.pid()))
                                .sum());
            }
            var output = text.join();
            if (process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + ": " + output);
            }
            var times = output.substring(output.lastIndexOf('\n') + 1).split(" ", -1);
            var processor = Double.parseDouble(times[1]) + Double.parseDouble(times[2]);
            return new Cost(Double.parseDouble(times[0]), processor, memory);
        } catch (InterruptedException e) {
            throw new IOException("interrupted while " + name + " ran", e);
        }
    }

    private static String text(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Cost backUp(Path source) throws IOException {
        tree = source;
        backups++;
        return run(repository, syntax.backUp(repository, backups, source));
    }

    @Override
    public Cost verify() throws IOException {
        return run(repository, syntax.verify(repository));
    }

    @Override
    public Cost restore(Path to) throws IOException {
        Files.createDirectories(to);
        return run(to, syntax.restore(repository, backups, tree, to));
    }

    @Override
    public Cost restoreItem(String item, Path to) throws IOException {
        Files.createDirectories(to);
        return run(to, syntax.restoreItem(repository, backups, tree, item, to));
    }

    @Override
    public long stored() throws IOException {
        return Engine.size(repository);
    }

    @Override
    public void close() {}
}
