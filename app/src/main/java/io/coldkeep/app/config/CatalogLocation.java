package io.coldkeep.app.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** Where the catalog is: the PostgreSQL that the environment names, or else an H2 file in the data directory. */
public final class CatalogLocation {

    /** The file is closed by the last connection, after all that still writes at the end, and not by a hook of H2's. */
    private static final String H2_OPTIONS =
            ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_ON_EXIT=FALSE";

    private CatalogLocation() {}

    /** The settings of the data source. */
    public static Map<String, Object> settings(Map<String, String> environment) {
        var url = environment.get("COLDKEEP_DATASOURCE_URL");
        return Map.of(
                "datasources.default.url", Objects.requireNonNullElseGet(url, () -> h2(environment)),
                "datasources.default.username",
                        environment.getOrDefault("COLDKEEP_DATASOURCE_USERNAME", url == null ? "sa" : ""),
                "datasources.default.password", environment.getOrDefault("COLDKEEP_DATASOURCE_PASSWORD", ""));
    }

    private static String h2(Map<String, String> environment) {
        var directory = environment.getOrDefault("COLDKEEP_DATA_DIR", Settings.DEFAULT_DATA_DIR);
        return "jdbc:h2:file:" + Path.of(directory).toAbsolutePath().normalize().resolve("catalog") + H2_OPTIONS;
    }
}
