package io.coldkeep.app.wiring;

import io.coldkeep.app.config.CannotStart;
import io.coldkeep.app.config.EnvironmentSettings;
import io.coldkeep.app.config.StartFailure;
import io.coldkeep.domain.copy.CopyJobRepository;
import io.coldkeep.domain.job.BackupJobRepository;
import io.coldkeep.domain.recovery.PointRecovery;
import io.coldkeep.domain.recoverypoint.PointRecords;
import io.coldkeep.domain.recoverypoint.RecoveryPointRepository;
import io.coldkeep.domain.tag.TagRepository;
import io.coldkeep.domain.tx.Transactions;
import io.coldkeep.domain.vault.VaultRepository;
import io.coldkeep.persistence.content.StoredVaults;
import io.coldkeep.persistence.content.VaultRecovery;
import io.coldkeep.persistence.content.index.ContentIndex;
import io.coldkeep.persistence.sql.recovery.CatalogLock;
import io.coldkeep.persistence.sql.recovery.RecoveryMark;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The catalog of the service, for a command that has it to itself: nothing else of the service runs. */
public final class CommandCatalog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CommandCatalog.class);

    private final Optional<CatalogLock> lock;
    private final ApplicationContext context;

    private CommandCatalog(Optional<CatalogLock> lock, ApplicationContext context) {
        this.lock = lock;
        this.context = context;
    }

    /**
     * Opens the catalog that the environment names, which nobody else has open then; an empty one is made where there is none.
     *
     * @throws CannotStart when it cannot be opened, for one because a service has it open
     */
    public static CommandCatalog open(Map<String, String> environment) {
        var settings = EnvironmentSettings.of(environment);
        var lock = lock(settings, environment);
        try {
            return new CommandCatalog(
                    lock,
                    ApplicationContext.builder()
                            .banner(false)
                            .properties(settings)
                            .properties(Map.of(EnvironmentSettings.COMMAND, true))
                            .start());
        } catch (RuntimeException e) {
            release(lock);
            var reason = StartFailure.reason(e, environment);
            throw reason.isPresent() ? new CannotStart(reason.get(), e) : e;
        }
    }

    private static Optional<CatalogLock> lock(Map<String, Object> settings, Map<String, String> environment) {
        try {
            return CatalogLock.alone(
                    String.valueOf(settings.get("datasources.default.url")),
                    String.valueOf(settings.get("datasources.default.username")),
                    String.valueOf(settings.get("datasources.default.password")));
        } catch (CatalogLock.InUseException e) {
            throw new CannotStart(
                    "the catalog (COLDKEEP_DATASOURCE_URL) is in use: stop every Coldkeep on it first; they are connected from "
                            + String.join(", ", e.addresses()),
                    e);
        } catch (SQLException e) {
            throw new CannotStart(
                    StartFailure.reason(e, environment)
                            .orElseGet(
                                    () -> "the catalog (COLDKEEP_DATASOURCE_URL) cannot be opened: " + e.getMessage()),
                    e);
        }
    }

    private static void release(Optional<CatalogLock> lock) {
        try {
            if (lock.isPresent()) {
                lock.get().close();
            }
        } catch (SQLException e) {
            LOG.debug("the lock of the catalog goes with its connection", e);
        }
    }

    /** Has the service not start on the catalog until {@link #endRecovery}, also when this process ends before. */
    public void beginRecovery() {
        context.getBean(RecoveryMark.class).set();
    }

    /**
     * The catalog is what it is to be.
     *
     * @throws IOException when somebody else may have used it meanwhile; the recovery is to be run again
     */
    public void endRecovery() throws IOException {
        requireLock();
        context.getBean(RecoveryMark.class).clear();
    }

    private void requireLock() throws IOException {
        try {
            if (lock.isPresent() && !lock.get().isHeld()) {
                throw new IOException("The connection that kept others off the catalog was lost; run this again.");
            }
        } catch (SQLException e) {
            throw new IOException("Nobody knows whether others were kept off the catalog; run this again.", e);
        }
    }

    public PointRecords records() {
        return context.getBean(PointRecords.class);
    }

    /** @param withLifecycles whether recovery points get the lifecycles back that they were made with */
    public PointRecovery points(boolean withLifecycles) {
        return new PointRecovery(
                context.getBean(VaultRepository.class),
                context.getBean(RecoveryPointRepository.class),
                context.getBean(TagRepository.class),
                context.getBean(BackupJobRepository.class),
                context.getBean(CopyJobRepository.class),
                context.getBean(Transactions.class),
                withLifecycles);
    }

    /** Takes the packs of a vault over into the catalog. */
    public VaultRecovery recover(StoredVaults vaults, UUID vault) throws IOException {
        return vaults.recover(vault, context.getBean(ContentIndex.class));
    }

    @Override
    public void close() {
        context.close();
        release(lock);
    }
}
