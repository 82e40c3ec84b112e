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
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;

/** The catalog of the service, for a command: nothing else of the service runs. */
public final class CommandCatalog implements AutoCloseable {

    private final ApplicationContext context;

    private CommandCatalog(ApplicationContext context) {
        this.context = context;
    }

    /**
     * Opens the catalog that the environment names; an empty one is made where there is none.
     *
     * @throws CannotStart when it cannot be opened, for one because a service has it open
     */
    public static CommandCatalog open(Map<String, String> environment) {
        var settings = EnvironmentSettings.of(environment);
        try {
            return new CommandCatalog(ApplicationContext.builder()
                    .banner(false)
                    .properties(settings)
                    .properties(Map.of(EnvironmentSettings.COMMAND, true))
                    .start());
        } catch (RuntimeException e) {
            var reason = StartFailure.reason(e, environment);
            throw reason.isPresent() ? new CannotStart(reason.get(), e) : e;
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
    }
}
