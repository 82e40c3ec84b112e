package io.coldkeep.app.scenario;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The service as a process of its own, which can be killed as a power failure would. */
final class ServiceProcess extends ServiceClients {

    private static final String READY = "coldkeep ready on ";

    private final Process process;

    private ServiceProcess(Process process, URI endpoint) {
        super(endpoint);
        this.process = process;
    }

    /** Starts the service on this JVM's class path and waits until it says that it is ready. */
    static ServiceProcess start(Path log, Map<String, String> environment) {
        try {
            var process = begin(log, environment);
            return new ServiceProcess(process, awaitReady(process, log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it where it cannot; answers the exit code. */
    static int failToStart(Path log, Map<String, String> environment) {
        try {
            var process = begin(log, environment);
            try {
                return end(process);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What a command came to.
     *
     * @param answer what it said on standard output
     * @param complaint what it said on standard error
     */
    record Ended(int code, String answer, String complaint) {}

    /** Runs a command to its end, on the stores below that directory. */
    static Ended command(Path data, List<String> arguments) {
        return command(Map.of("COLDKEEP_DATA_DIR", data.toString()), arguments);
    }

    /** Runs a command to its end. */
    static Ended command(Map<String, String> environment, List<String> arguments) {
        try {
            var complaint = Files.createTempFile("command", ".log");
            var builder = builder(arguments).redirectError(complaint.toFile());
            builder.environment().putAll(environment);
            var process = builder.start();
            var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var ended = new Ended(end(process), answer, Files.readString(complaint));
            Files.delete(complaint);
            return ended;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A command that runs, and says what it has to say to nobody. */
    record Running(Process process) implements AutoCloseable {

        boolean isRunning() {
            return process.isAlive();
        }

        /** SIGKILL. */
        void kill() {
            end(process.destroyForcibly());
        }

        @Override
        public void close() {
            kill();
        }
    }

    /** Begins a command. */
    static Running begin(Map<String, String> environment, List<String> arguments) {
        try {
            var builder = builder(arguments)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().putAll(environment);
            return new Running(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process begin(Path log, Map<String, String> environment) throws IOException {
        var builder = builder(List.of()).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("COLDKEEP_PORT", "0");
        builder.environment().put("COLDKEEP_ACCOUNT_ID", ACCOUNT);
        builder.environment().put("COLDKEEP_ACCESS_KEY_ID", KEY.accessKeyId());
        builder.environment().put("COLDKEEP_SECRET_ACCESS_KEY", KEY.secretAccessKey());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static ProcessBuilder builder(List<String> arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // short lives
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "io.coldkeep.app.BackupApplication"));
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }

    private static URI awaitReady(Process process, Path log) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(READY)) {
                return URI.create(line.substring(READY.length()));
            }
        }
        throw new IllegalStateException("the service ended before it was ready; see " + log);
    }

    /** SIGKILL: nothing is finished, nothing is flushed. */
    void kill() {
        end(process.destroyForcibly());
    }

    /** SIGTERM; answers the exit code. */
    int terminate() {
        process.destroy();
        return end(process);
    }

    private static int end(Process process) {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the service does not end");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        super.close();
        kill();
    }
}
