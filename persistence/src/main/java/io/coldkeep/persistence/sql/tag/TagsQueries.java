package io.coldkeep.persistence.sql.tag;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface TagsQueries extends GenericRepository<TagsRow, String> {

    @Query("""
            SELECT resource_arn, tags
              FROM resource_tags
             WHERE account = :account AND region = :region AND resource_arn = :resourceArn""")
    Optional<TagsRow> find(String account, String region, String resourceArn);

    @Query("""
            SELECT resource_arn, tags
              FROM resource_tags
             WHERE account = :account AND region = :region AND resource_arn IN (:resourceArns)""")
    List<TagsRow> findAll(String account, String region, List<String> resourceArns);

    @Query("""
            INSERT INTO resource_tags (account, region, resource_arn, tags)
            VALUES (:account, :region, :resourceArn, '{}')
            ON CONFLICT DO NOTHING""")
    int insertNone(String account, String region, String resourceArn);

    @Query("""
            SELECT resource_arn, tags
              FROM resource_tags
             WHERE account = :account AND region = :region AND resource_arn = :resourceArn
               FOR UPDATE""")
    Optional<TagsRow> lock(String account, String region, String resourceArn);

    @Query("""
            UPDATE resource_tags
               SET tags = :tags
             WHERE account = :account AND region = :region AND resource_arn = :resourceArn""")
    int update(String account, String region, String resourceArn, String tags);
}
