package io.coldkeep.persistence.sql.filesystem;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.filesystem.FileSystem;
import io.coldkeep.domain.filesystem.FileSystemId;
import io.coldkeep.domain.filesystem.FileSystemRepository;
import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.page.PageKey;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.tx.Transactions;
import io.coldkeep.persistence.sql.statement.Statements;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.UnaryOperator;

@Singleton
final class SqlFileSystemRepository implements FileSystemRepository {

    private static final String INSERT = "INSERT INTO file_system (" + FileSystemQueries.COLUMNS + """
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING""";

    private static final String UPDATE = """
            UPDATE file_system
               SET state = ?, throughput_mode = ?, provisioned_mibps = ?, throughput_changed_at = ?, backup_policy = ?,
                   transition_to_ia = ?, transition_to_primary_storage_class = ?, transition_to_archive = ?,
                   size_in_bytes = ?, size_measured_at = ?
             WHERE account = ? AND region = ? AND id = ?""";

    private final FileSystemQueries queries;
    private final Statements statements;
    private final Transactions transactions;

    SqlFileSystemRepository(FileSystemQueries queries, Statements statements, Transactions transactions) {
        this.queries = queries;
        this.statements = statements;
        this.transactions = transactions;
    }

    @Override
    public boolean add(FileSystem fileSystem) {
        var row = FileSystemRow.of(fileSystem);
        return transactions.inOne(() -> statements.update(INSERT, row.values()) == 1);
    }

    @Override
    public Optional<FileSystem> find(Owner owner, FileSystemId id) {
        return queries.find(account(owner), region(owner), id.value()).map(FileSystemRow::toFileSystem);
    }

    @Override
    public Optional<FileSystem> findByCreationToken(Owner owner, String creationToken) {
        return queries.findByCreationToken(account(owner), region(owner), creationToken)
                .map(FileSystemRow::toFileSystem);
    }

    @Override
    public Page<FileSystem> list(Owner owner, PageRequest page) {
        var after = page.after().map(key -> key.parts().get(0)).orElse("");
        var rows = queries.list(account(owner), region(owner), after, page.limit() + 1);
        return Page.of(rows, page, row -> PageKey.of(row.id())).map(FileSystemRow::toFileSystem);
    }

    @Override
    public long count(Owner owner) {
        return queries.count(account(owner), region(owner));
    }

    @Override
    public Optional<FileSystem> update(Owner owner, FileSystemId id, UnaryOperator<FileSystem> change) {
        return transactions.inOne(() -> queries.lock(account(owner), region(owner), id.value())
                .map(FileSystemRow::toFileSystem)
                .map(change)
                .map(this::store));
    }

    private FileSystem store(FileSystem changed) {
        var row = FileSystemRow.of(changed);
        statements.update(
                UPDATE,
                row.state(),
                row.throughputMode(),
                row.provisionedMibps(),
                row.throughputChangedAt(),
                row.backupPolicy(),
                row.transitionToIa(),
                row.transitionToPrimaryStorageClass(),
                row.transitionToArchive(),
                row.sizeInBytes(),
                row.sizeMeasuredAt(),
                row.account(),
                row.region(),
                row.id());
        return changed;
    }

    @Override
    public boolean remove(Owner owner, FileSystemId id) {
        return transactions.inOne(() -> queries.delete(account(owner), region(owner), id.value()) == 1);
    }

    private static String account(Owner owner) {
        return owner.account().value();
    }

    private static String region(Owner owner) {
        return owner.region().code();
    }
}
