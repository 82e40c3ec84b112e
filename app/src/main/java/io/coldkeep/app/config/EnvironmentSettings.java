package io.coldkeep.app.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the environment says about address and catalog, as properties of the framework. A variable without a value counts as
 * not set: an empty address would be every address of the machine.
 */
public final class EnvironmentSettings {

    /**
     * The file is closed by the last connection, after all that still writes at the end, and not by a hook of H2's. Errors
     * are in the service's own log, not in a file beside the catalog.
     */
    private static final String H2_OPTIONS =
            ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";

    /** The property that says that a command uses the catalog: nothing works on it by itself then, and nobody is let in. */
    public static final String COMMAND = "coldkeep.command";

    private static final int MAX_PORT = 65_535;

    private EnvironmentSettings() {}

    /** @throws CannotStart when a value is not legal; the message names the variable */
    public static Map<String, Object> of(Map<String, String> environment) {
        var url = value(environment, "COLDKEEP_DATASOURCE_URL", "");
        if (!url.isEmpty() && !url.startsWith("jdbc:")) {
            throw new CannotStart("COLDKEEP_DATASOURCE_URL must be jdbc:postgresql://host:port/database");
        }
        return Map.of(
                "micronaut.server.host", host(environment),
                "micronaut.server.port", port(environment),
                "datasources.default.url", url.isEmpty() ? h2(environment) : url,
                "datasources.default.username",
                        value(environment, "COLDKEEP_DATASOURCE_USERNAME", url.isEmpty() ? "sa" : ""),
                "datasources.default.password", environment.getOrDefault("COLDKEEP_DATASOURCE_PASSWORD", ""));
    }

    /** The data directory, where it is said and where it is not. */
    public static Path dataDirectory(Map<String, String> environment) {
        return Path.of(value(environment, "COLDKEEP_DATA_DIR", Settings.DEFAULT_DATA_DIR))
                .toAbsolutePath()
                .normalize();
    }

    /**
     * The master key, where it is in the environment.
     *
     * @throws CannotStart when it cannot be one
     */
    public static Optional<String> masterKey(Map<String, String> environment) {
        var key = Optional.of(value(environment, "COLDKEEP_MASTER_KEY", "")).filter(text -> !text.isEmpty());
        if (key.filter(text -> !Settings.MASTER_KEY.matcher(text).matches()).isPresent()) {
            throw new CannotStart("COLDKEEP_MASTER_KEY must be 64 hexadecimal digits");
        }
        return key;
    }

    /** Where the service is to listen. */
    public static String address(Map<String, String> environment) {
        return host(environment) + ":" + port(environment);
    }

    private static String h2(Map<String, String> environment) {
        return "jdbc:h2:file:" + dataDirectory(environment).resolve("catalog") + H2_OPTIONS;
    }

    private static String host(Map<String, String> environment) {
        return value(environment, "COLDKEEP_HOST", "127.0.0.1");
    }

    private static int port(Map<String, String> environment) {
        var text = value(environment, "COLDKEEP_PORT", "4590");
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > MAX_PORT) {
            throw new CannotStart("COLDKEEP_PORT must be 0 to " + MAX_PORT + ", was '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    private static String value(Map<String, String> environment, String name, String otherwise) {
        var value = environment.getOrDefault(name, "").strip();
        return value.isEmpty() ? otherwise : value;
    }
}
