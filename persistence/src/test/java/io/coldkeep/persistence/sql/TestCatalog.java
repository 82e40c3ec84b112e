package io.coldkeep.persistence.sql;

import io.coldkeep.domain.contract.Catalog;
import io.coldkeep.domain.copy.CopyJobRepository;
import io.coldkeep.domain.filesystem.FileSystemRepository;
import io.coldkeep.domain.job.BackupJobRepository;
import io.coldkeep.domain.plan.PlanRepository;
import io.coldkeep.domain.plan.RuleRunRepository;
import io.coldkeep.domain.plan.SelectionRepository;
import io.coldkeep.domain.recoverypoint.RecoveryPointRepository;
import io.coldkeep.domain.restore.RestoreJobRepository;
import io.coldkeep.domain.tag.TagRepository;
import io.coldkeep.domain.time.ClockStateRepository;
import io.coldkeep.domain.tx.Transactions;
import io.coldkeep.domain.vault.VaultRepository;
import io.micronaut.context.ApplicationContext;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The catalog as the service wires it, in a database of its own. */
public final class TestCatalog implements AutoCloseable {

    private static final List<String> TABLES = List.of(
            "recovery_point",
            "vault_resource",
            "vault",
            "file_system",
            "resource_tags",
            "resource_claim",
            "resource_wait",
            "backup_job",
            "restore_job",
            "copy_job",
            "backup_plan",
            "backup_plan_version",
            "backup_plan_name",
            "backup_selection",
            "rule_run",
            "clock_state",
            "content",
            "content_chunk",
            "content_pack",
            "content_session",
            "content_vault",
            "open_recovery",
            "scheduled_tasks",
            "scheduled_jobs");

    private final TestDatabase database;
    private final ApplicationContext context;

    public TestCatalog(TestDatabase database) {
        this.database = database;
        this.context = ApplicationContext.run(Map.of(
                "datasources.default.url", database.jdbcUrl(),
                "datasources.default.username", database.username(),
                "datasources.default.password", database.password(),
                "flyway.datasources.default.enabled", true));
    }

    public TestDatabase database() {
        return database;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public Catalog repositories() {
        return new Catalog(
                bean(Transactions.class),
                bean(VaultRepository.class),
                bean(FileSystemRepository.class),
                bean(RecoveryPointRepository.class),
                bean(BackupJobRepository.class),
                bean(RestoreJobRepository.class),
                bean(CopyJobRepository.class),
                bean(PlanRepository.class),
                bean(SelectionRepository.class),
                bean(RuleRunRepository.class),
                bean(TagRepository.class),
                bean(ClockStateRepository.class));
    }

    /** Makes it as it was after the migrations, which is quicker than a new one. */
    public void clear() throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            for (var table : TABLES) {
                statement.execute("DELETE FROM " + table);
            }
            statement.execute("INSERT INTO clock_state (id, time_offset) VALUES (1, 'PT0S')");
        }
    }

    @Override
    public void close() {
        context.close();
        database.close();
    }
}
