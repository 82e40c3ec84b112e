package io.coldkeep.persistence.sql;

import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.ImageNameSubstitutor;

/**
 * The PostgreSQL of a test JVM. It is the first of these that there is:
 *
 * <ol>
 *   <li>the server that {@code COLDKEEP_TEST_POSTGRES_URL} names, as {@code COLDKEEP_TEST_POSTGRES_USERNAME} with
 *       {@code COLDKEEP_TEST_POSTGRES_PASSWORD}, a user who may create databases;
 *   <li>a container of {@code COLDKEEP_TEST_POSTGRES_IMAGE}, if a Docker engine answers and has or gets the image;
 *   <li>an embedded one, which needs nothing.
 * </ol>
 *
 * So no test is ever skipped for want of a database. One line on standard output says which it became, and why. The
 * server starts when the first database is asked for, serves all tests of the JVM and ends with it.
 */
public final class TestPostgres {
    private static final String URL = "COLDKEEP_TEST_POSTGRES_URL";
    private static final String USERNAME = "COLDKEEP_TEST_POSTGRES_USERNAME";
    private static final String PASSWORD = "COLDKEEP_TEST_POSTGRES_PASSWORD";
    private static final String IMAGE = "COLDKEEP_TEST_POSTGRES_IMAGE";

    /** As many as the embedded server allows: every test class may hold a pool. */
    private static final int MAX_CONNECTIONS = 300;

    private static final Duration PATIENCE_WITH_DOCKER = Duration.ofSeconds(90);

    private static @Nullable Server server;

    private TestPostgres() {}

    /** Answers a new, empty database of the server. */
    public static Database freshDatabase() {
        return server().createDatabase();
    }

    private static synchronized Server server() {
        if (server == null) server = start();
        return server;
    }

    private static Server start() {
        var url = System.getenv(URL);
        if (url != null) {
            return announce(given(url), "the one that " + URL + " names");
        }
        var image =
                DockerImageName.parse(environment(IMAGE, "postgres:16-alpine")).asCompatibleSubstituteFor("postgres");
        try {
            return announce(inContainer(image), "a container of " + image + ", since a Docker engine answers");
        } catch (NoContainer e) {
            return announce(embedded(), "an embedded one, since " + e.getMessage());
        }
    }

    private static Server announce(Server server, String what) {
        System.out.println("PostgreSQL of these tests: " + what);
        return server;
    }

    private static Server given(String url) {
        var given = new Server(url, environment(USERNAME, "postgres"), environment(PASSWORD, ""));
        // This server outlives the tests, so it must not keep what a test left open.
        atEndOfJvm(given::dropAllDatabases);
        return given;
    }

    private static Server embedded() {
        try {
            var postgres = EmbeddedPostgres.start(); // ends with the JVM by a hook of its own
            return new Server(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Docker has many ways to fail and one to wait for long, so it gets a limited time on a thread that may be lost. */
    private static Server inContainer(DockerImageName image) throws NoContainer {
        var starting = new CompletableFuture<PostgreSQLContainer>()
                .orTimeout(PATIENCE_WITH_DOCKER.toSeconds(), TimeUnit.SECONDS);
        Thread.ofPlatform().daemon().name("start-postgres-container").start(() -> {
            try {
                var container = startContainer(image);
                if (!starting.complete(container)) container.stop(); // too late: nobody waits any more
            } catch (NoContainer | RuntimeException | Error e) {
                starting.completeExceptionally(e);
            }
        });
        try {
            var container = starting.get();
            atEndOfJvm(container::stop);
            return new Server(container.getJdbcUrl(), container.getUsername(), container.getPassword());
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case NoContainer noContainer -> noContainer;
                case TimeoutException _ ->
                    new NoContainer(
                            "no container of %s was ready in %s s".formatted(image, PATIENCE_WITH_DOCKER.toSeconds()),
                            e);
                case null, default ->
                    new NoContainer("no container of %s starts (%s)".formatted(image, e.getCause()), e);
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static PostgreSQLContainer startContainer(DockerImageName image) throws NoContainer {
        if (!DockerClientFactory.instance().isDockerAvailable())
            throw new NoContainer("no Docker engine answers", null);
        pull(image);
        var container = new PostgreSQLContainer(image)
                .withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=" + MAX_CONNECTIONS);
        container.start();
        return container;
    }

    /** A container would pull its image by itself, but tries for minutes when the registry cannot be reached. */
    private static void pull(DockerImageName image) throws NoContainer {
        var docker = DockerClientFactory.instance().client();
        var name = ImageNameSubstitutor.instance().apply(image).asCanonicalNameString();
        try {
            docker.inspectImageCmd(name).exec();
        } catch (NotFoundException absent) {
            try {
                docker.pullImageCmd(name).exec(new PullImageResultCallback()).awaitCompletion();
            } catch (DockerException | DockerClientException e) {
                throw new NoContainer(
                        "the Docker engine cannot get %s (%s)"
                                .formatted(name, String.valueOf(e.getMessage()).strip()),
                        e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private static void atEndOfJvm(Runnable action) {
        Runtime.getRuntime().addShutdownHook(new Thread(action, "end-postgres"));
    }

    private static String environment(String name, String otherwise) {
        return System.getenv().getOrDefault(name, otherwise);
    }

    /** A database of the server that it remembers, by the name in the URL, until it is closed. */
    public record Database(String jdbcUrl, String username, String password) implements TestDatabase {
        @Override
        public void close() {
            server().drop(this);
        }
    }

    /** A user who may create databases, and the URL of one that is there already. */
    private record Server(String jdbcUrl, String username, String password, Set<Database> open) {
        private static final Pattern PARTS = Pattern.compile("(jdbc:postgresql:(?://[^/?]+/)?)([^/?]*)(\\?.*)?");

        Server {
            if (!PARTS.matcher(jdbcUrl).matches()) {
                throw new IllegalArgumentException("not a URL like jdbc:postgresql://host:port/database: " + jdbcUrl);
            }
        }

        Server(String jdbcUrl, String username, String password) {
            this(jdbcUrl, username, password, ConcurrentHashMap.newKeySet());
        }

        Database createDatabase() {
            var name = "coldkeep_" + UUID.randomUUID().toString().replace("-", "");
            execute("CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8'");
            var database = new Database(PARTS.matcher(jdbcUrl).replaceFirst("$1" + name + "$3"), username, password);
            open.add(database);
            return database;
        }

        void drop(Database database) {
            if (open.remove(database)) {
                var name = PARTS.matcher(database.jdbcUrl()).replaceFirst("$2");
                execute("DROP DATABASE " + name + " WITH (FORCE)");
            }
        }

        void dropAllDatabases() {
            open.forEach(this::drop);
        }

        private void execute(String sql) {
            try (var connection = DriverManager.getConnection(jdbcUrl, username, password);
                    var statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(sql, e);
            }
        }
    }

    /** There is no container, and the message says why as the second half of a sentence. */
    private static final class NoContainer extends Exception {
        private static final long serialVersionUID = 1;

        NoContainer(String reason, @Nullable Throwable cause) {
            super(reason, cause);
        }
    }
}
