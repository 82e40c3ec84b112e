package io.coldkeep.persistence.sql.filesystem;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface FileSystemQueries extends GenericRepository<FileSystemRow, String> {

    String COLUMNS = """
            account, region, id, creation_token, creation_time, state, performance_mode, throughput_mode,
            provisioned_mibps, throughput_changed_at, encrypted, kms_key_id, availability_zone_name, backup_policy,
            transition_to_ia, transition_to_primary_storage_class, transition_to_archive,
            size_in_bytes, size_measured_at, adopted_directory
            """;

    @Query("SELECT " + COLUMNS + """
              FROM file_system
             WHERE account = :account AND region = :region AND id = :id""")
    Optional<FileSystemRow> find(String account, String region, String id);

    @Query("SELECT " + COLUMNS + """
              FROM file_system
             WHERE account = :account AND region = :region AND id = :id
               FOR UPDATE""")
    Optional<FileSystemRow> lock(String account, String region, String id);

    @Query("SELECT " + COLUMNS + """
              FROM file_system
             WHERE account = :account AND region = :region AND creation_token = :creationToken""")
    Optional<FileSystemRow> findByCreationToken(String account, String region, String creationToken);

    @Query("SELECT " + COLUMNS + """
              FROM file_system
             WHERE account = :account AND region = :region AND id > :after
             ORDER BY account, region, id
             LIMIT :limit""")
    List<FileSystemRow> list(String account, String region, String after, int limit);

    @Query("SELECT count(*) FROM file_system WHERE account = :account AND region = :region")
    long count(String account, String region);

    @Query("DELETE FROM file_system WHERE account = :account AND region = :region AND id = :id")
    int delete(String account, String region, String id);
}
