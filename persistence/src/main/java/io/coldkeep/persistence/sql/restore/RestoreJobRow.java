package io.coldkeep.persistence.sql.restore;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.filesystem.FileSystemId;
import io.coldkeep.domain.recoverypoint.RecoveryPointId;
import io.coldkeep.domain.restore.RestoreJob;
import io.coldkeep.domain.restore.RestoreState;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.vault.VaultName;
import io.coldkeep.persistence.sql.json.Json;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * @param selection a JSON array of paths, each byte of a path as the character of that number: paths are bytes and need not
 *     be UTF-8
 * @param metadata a JSON object of texts
 */
@MappedEntity("restore_job")
record RestoreJobRow(
        String account,
        String region,
        @Id UUID id,
        UUID recoveryPointId,
        Instant recoveryPointCreationDate,
        String vaultName,
        String sourceResourceArn,
        String targetFileSystemId,
        String selection,
        String metadata,
        @Nullable String iamRoleArn,
        @Nullable String idempotencyToken,
        Instant creationDate,
        @Nullable Instant startedAt,
        @Nullable UUID attempt,
        @Nullable Instant completionDate,
        String state,
        @Nullable String statusMessage,
        long expectedBytes,
        long restoredBytes) {

    static RestoreJobRow of(RestoreJob job) {
        return new RestoreJobRow(
                job.owner().account().value(),
                job.owner().region().code(),
                job.id(),
                job.recoveryPoint().value(),
                job.recoveryPointCreationDate(),
                job.vault().value(),
                job.sourceResource().toString(),
                job.target().value(),
                selection(job.selection()),
                Json.write(job.metadata()),
                job.iamRoleArn().orElse(null),
                job.idempotencyToken().orElse(null),
                job.creationDate(),
                job.startedAt().orElse(null),
                job.attempt().orElse(null),
                job.completionDate().orElse(null),
                job.state().name(),
                job.statusMessage().orElse(null),
                job.expectedBytes(),
                job.restoredBytes());
    }

    private static String selection(RestoreSelection selection) {
        return Json.write(selection.items().stream()
                .map(item -> new String(item.bytes(), StandardCharsets.ISO_8859_1))
                .sorted()
                .toList());
    }

    /** In the order of the components. */
    @Nullable
    Object[] values() {
        return new @Nullable Object[] {
            account,
            region,
            id,
            recoveryPointId,
            recoveryPointCreationDate,
            vaultName,
            sourceResourceArn,
            targetFileSystemId,
            selection,
            metadata,
            iamRoleArn,
            idempotencyToken,
            creationDate,
            startedAt,
            attempt,
            completionDate,
            state,
            statusMessage,
            expectedBytes,
            restoredBytes
        };
    }

    RestoreJob toRestoreJob() {
        return new RestoreJob(
                Owner.of(account, region),
                id,
                new RecoveryPointId(recoveryPointId),
                recoveryPointCreationDate,
                VaultName.of(vaultName),
                Arn.parse(sourceResourceArn).orElseThrow(),
                FileSystemId.of(targetFileSystemId),
                restoreSelection(),
                Json.readMap(metadata),
                Optional.ofNullable(iamRoleArn),
                Optional.ofNullable(idempotencyToken),
                creationDate,
                Optional.ofNullable(startedAt),
                Optional.ofNullable(attempt),
                Optional.ofNullable(completionDate),
                RestoreState.valueOf(state),
                Optional.ofNullable(statusMessage),
                expectedBytes,
                restoredBytes);
    }

    private RestoreSelection restoreSelection() {
        return new RestoreSelection(Json.readList(selection).stream()
                .map(item -> EntryPath.of(item.getBytes(StandardCharsets.ISO_8859_1)))
                .collect(Collectors.toSet()));
    }
}
