package io.coldkeep.app;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.PrintStream;
import java.net.URI;

/**
 * The service. It prints one line, {@code coldkeep ready on http://HOST:PORT}, to standard output as soon as it answers
 * requests, and exits with 0 after a SIGTERM or SIGINT, when everything it holds has been closed.
 */
public final class BackupApplication {

    private BackupApplication() {}

    public static void main(String[] args) {
        var context = ApplicationContext.builder().args(args).banner(false).start();
        var server = context.getBean(EmbeddedServer.class).start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(context), "shutdown"));
        announce(server.getURI(), System.out);
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
