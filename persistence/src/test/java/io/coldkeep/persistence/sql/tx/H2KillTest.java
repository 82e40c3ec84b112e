package io.coldkeep.persistence.sql.tx;

import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.aVault;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.vault.VaultName;
import io.coldkeep.persistence.sql.TestCatalog;
import io.coldkeep.persistence.sql.TestH2;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class H2KillTest {

    private static final int KILLS = 3;
    private static final int THREADS = 4;
    private static final long PATIENCE_SECONDS = 60;

    @Test
    void findsEveryAcknowledgedChangeAfterAKill() throws Exception {
        var seed = System.nanoTime();
        var random = new Random(seed);
        System.out.println("kills after random numbers of changes, seed " + seed);
        var database = TestH2.freshDatabase();
        var acknowledged = new ArrayList<String>();

        for (var kill = 1; kill <= KILLS; kill++) {
            acknowledged.addAll(namesUntilKilled("kill-" + kill + "-", database, 1 + random.nextInt(200)));
        }

        try (var catalog = new TestCatalog(database)) {
            var vaults = catalog.repositories().vaults();
            assertThat(acknowledged)
                    .hasSizeGreaterThanOrEqualTo(KILLS)
                    .allSatisfy(name ->
                            assertThat(vaults.find(OWNER, VaultName.of(name))).isPresent());
        }
    }

    /** Lets another process add vaults, kills it after so many of them, and answers all whose addition had returned. */
    private static List<String> namesUntilKilled(String prefix, TestH2.Database database, int after)
            throws IOException, InterruptedException {
        var process = start(prefix, database);
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            var names = new ArrayList<String>();
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                names.add(line);
                if (names.size() == after) {
                    process.toHandle().destroyForcibly(); // and leaves what it has written to be read
                }
            }
            return names;
        } finally {
            process.destroyForcibly();
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static Process start(String prefix, TestH2.Database database) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var jvm = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-XX:") || argument.startsWith("--"));
        var log = Stream.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=error");
        var command = Stream.of(
                        Stream.of(java),
                        jvm,
                        log,
                        Stream.of("-cp", System.getProperty("java.class.path"), Writer.class.getName()),
                        Stream.of(
                                prefix, database.jdbcUrl(), database.directory().toString()))
                .flatMap(part -> part)
                .toList();
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Adds vaults for as long as it lives, and prints the name of each once its addition has returned. */
    static final class Writer {

        private Writer() {}

        public static void main(String[] arguments) {
            var database = new TestH2.Database(arguments[1], "sa", "", Path.of(arguments[2]));
            var vaults = new TestCatalog(database).repositories().vaults();
            for (var thread = 0; thread < THREADS; thread++) {
                var prefix = arguments[0] + thread + "-";
                Thread.ofPlatform().start(() -> {
                    for (var i = 0; ; i++) {
                        if (vaults.add(
                                aVault().id(UUID.randomUUID()).name(prefix + i).build())) {
                            acknowledge(prefix + i);
                        }
                    }
                });
            }
        }

        private static void acknowledge(String name) {
            var line = (name + "\n").getBytes(StandardCharsets.UTF_8);
            System.out.write(line, 0, line.length);
            if (System.out.checkError()) {
                System.exit(1); // nobody listens any more
            }
        }
    }
}
