package io.coldkeep.app.scenario;

import io.coldkeep.persistence.sql.TestDatabase;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The whole service on a free port, on the virtual clock, with the clients that its users have. */
final class RunningService extends ServiceClients {

    private final ApplicationContext context;

    private RunningService(ApplicationContext context) {
        super(context.getBean(EmbeddedServer.class).start().getURI());
        this.context = context;
    }

    /** Starts on that data directory and catalog, as often as wanted one after the other. */
    static RunningService start(Path dataDirectory, Path sourceRoot, TestDatabase catalog) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("coldkeep.data-dir", dataDirectory.toString());
        settings.put("coldkeep.source-roots", sourceRoot.toString());
        settings.put("coldkeep.clock", "virtual");
        settings.put("coldkeep.account-id", ACCOUNT);
        settings.put("coldkeep.access-key-id", KEY.accessKeyId());
        settings.put("coldkeep.secret-access-key", KEY.secretAccessKey());
        settings.put("datasources.default.url", catalog.jdbcUrl());
        settings.put("datasources.default.username", catalog.username());
        settings.put("datasources.default.password", catalog.password());
        return new RunningService(ApplicationContext.run(settings, "test"));
    }

    /** Ends the service as SIGTERM does. */
    @Override
    public void close() {
        super.close();
        context.close();
    }
}
