package io.coldkeep.app.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** The service in a process of its own, on a free port, with signatures verified; it ends with this program. */
final class ServiceProcess implements AutoCloseable {

    private static final String READY = "coldkeep ready on ";
    private static final String CACHE = "-XX:AOTCache=";

    private final Process process;
    private final BufferedReader output;
    private final Thread endWithUs;
    private final URI endpoint;
    private final Duration timeToReady;

    private ServiceProcess(Process process, long started) throws IOException {
        this.process = process;
        this.output = process.inputReader();
        this.endWithUs = new Thread(process::destroyForcibly, "end-service");
        Runtime.getRuntime().addShutdownHook(endWithUs);
        this.endpoint = awaitReady();
        this.timeToReady = Duration.ofNanos(System.nanoTime() - started);
    }

    /** The program and the arguments of the JVM that {@code ./coldkeep} starts, which builds first what there is to build. */
    static List<String> command(Path root, Path dataDirectory) throws IOException {
        try (var service = start(
                List.of(root.resolve("coldkeep").toString()), dataDirectory, Map.of(), dataDirectory.resolve("log"))) {
            var info = service.process.info(); // the script has become the JVM
            var command = new ArrayList<String>();
            command.add(info.command().orElseThrow());
            command.addAll(List.of(info.arguments().orElseThrow()));
            return List.copyOf(command);
        }
    }

    static List<String> withoutCache(List<String> command) {
        return command.stream().filter(argument -> !argument.startsWith(CACHE)).toList();
    }

    static boolean usesCache(List<String> command) {
        return command.stream().anyMatch(argument -> argument.startsWith(CACHE));
    }

    /** Starts and waits until it is ready. What it logs goes to the file. */
    static ServiceProcess start(List<String> command, Path dataDirectory, Map<String, String> settings, Path log)
            throws IOException {
        Files.createDirectories(dataDirectory);
        var builder = new ProcessBuilder(command).redirectError(log.toFile());
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("COLDKEEP_"));
        environment.put("COLDKEEP_PORT", "0");
        environment.put("COLDKEEP_DATA_DIR", dataDirectory.toString());
        environment.put("COLDKEEP_ACCESS_KEY_ID", Client.KEY.accessKeyId());
        environment.put("COLDKEEP_SECRET_ACCESS_KEY", Client.KEY.secretAccessKey());
        environment.putAll(settings);
        var started = System.nanoTime();
        var process = builder.start();
        try {
            return new ServiceProcess(process, started);
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw new IOException("the service does not start; it says: " + Files.readString(log), e);
        }
    }

    private URI awaitReady() throws IOException {
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(READY)) {
                return URI.create(line.substring(READY.length()));
            }
        }
        throw new IOException("it ended without a ready line");
    }

    URI endpoint() {
        return endpoint;
    }

    Duration timeToReady() {
        return timeToReady;
    }

    /** What it has used of the processors since its start, by all of its threads. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** How long the busiest of its threads was ready to run and had no processor; empty where the system does not say. */
    Optional<Duration> waitedForProcessor() throws IOException {
        var tasks = Path.of("/proc", Long.toString(process.pid()), "task");
        if (!Files.exists(tasks)) {
            return Optional.empty();
        }
        try (var threads = Files.list(tasks)) {
            return threads.map(ServiceProcess::schedule)
                    .max(Comparator.comparingLong(Schedule::ran))
                    .map(busiest -> Duration.ofNanos(busiest.waited()));
        }
    }

    private record Schedule(long ran, long waited) {}

    private static Schedule schedule(Path thread) {
        try {
            var nanoseconds = Files.readString(thread.resolve("schedstat")).split(" ", -1);
            return new Schedule(Long.parseLong(nanoseconds[0]), Long.parseLong(nanoseconds[1]));
        } catch (NoSuchFileException e) {
            return new Schedule(0, 0); // it has ended meanwhile
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In bytes; empty where the system does not say. */
    OptionalLong residentNow() {
        return status("VmRSS:");
    }

    /** The highest that it has ever been, in bytes. */
    OptionalLong residentAtMost() {
        return status("VmHWM:");
    }

    private OptionalLong status(String field) {
        var status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return OptionalLong.empty();
        }
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it without letting it do anything any more. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Asks it to end, and waits until it has. */
    @Override
    public void close() throws IOException {
        Runtime.getRuntime().removeShutdownHook(endWithUs);
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new IOException("the service did not end within 30 s of being asked to");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } finally {
            output.close();
        }
    }
}
