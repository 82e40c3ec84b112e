package io.coldkeep.app;

import io.coldkeep.app.command.Commands;
import io.coldkeep.app.config.CannotStart;
import io.coldkeep.app.config.EnvironmentSettings;
import io.coldkeep.app.config.StartFailure;
import io.coldkeep.persistence.content.WarmUp;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service. It prints one line, {@code coldkeep ready on http://HOST:PORT}, to standard output as soon as it answers
 * requests. It exits with 0 after a SIGTERM or SIGINT, when everything it holds has been closed, and with 1 when it could
 * not start. With a word of {@link Commands} in front it is that command instead.
 */
public final class BackupApplication {
    private static final Logger LOG = LoggerFactory.getLogger(BackupApplication.class);

    private BackupApplication() {}

    public static void main(String[] args) {
        if (Commands.isOne(args)) {
            warmUp();
            System.exit(Commands.run(args, System.getenv(), System.out, System.err));
        }
        try {
            start(args);
        } catch (RuntimeException e) {
            StartFailure.reason(e, System.getenv())
                    .ifPresentOrElse(
                            reason -> LOG.error("coldkeep could not start: {}", reason),
                            () -> LOG.error("coldkeep could not start", e));
            System.exit(1);
        }
    }

    private static void start(String[] args) {
        var environment = System.getenv();
        var settings = EnvironmentSettings.of(environment);
        makePrivate(EnvironmentSettings.dataDirectory(environment));
        var context = ApplicationContext.builder()
                .args(args)
                .banner(false)
                .properties(settings)
                .build();
        var server = context.start().getBean(EmbeddedServer.class).start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(context), "shutdown"));
        announce(server.getURI(), System.out);
        warmUp();
    }

    /** While nobody waits for it. */
    private static void warmUp() {
        Thread.ofPlatform().daemon().name("warm-up").start(WarmUp::run);
    }

    /** A new data directory is its owner's alone: what is in it must not become readable for others by being backed up. */
    private static void makePrivate(Path dataDirectory) {
        try {
            if (Files.notExists(dataDirectory)) {
                Files.createDirectories(
                        dataDirectory,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException e) {
            throw new CannotStart("COLDKEEP_DATA_DIR " + dataDirectory + " cannot be made: " + e, e);
        }
        if (!Files.isDirectory(dataDirectory) || !Files.isWritable(dataDirectory)) {
            throw new CannotStart("COLDKEEP_DATA_DIR " + dataDirectory + " must be a directory that can be written to");
        }
    }

    private static void announce(URI address, PrintStream out) {
        out.println("coldkeep ready on http://" + address.getAuthority());
        out.flush();
    }

    /** Closes everything, then halts: a JVM that ends by a signal would otherwise report 128 plus the signal. */
    private static void end(ApplicationContext context) {
        context.close();
        Runtime.getRuntime().halt(0);
    }
}
