package io.coldkeep.domain.recoverypoint;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.lifecycle.Lifecycle;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.policy.CreatedBy;
import io.coldkeep.domain.tag.Tags;
import io.coldkeep.domain.vault.VaultName;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What is known of a recovery point when its bytes have been stored, kept together with them: enough to make it again when the
 * catalog is lost. It does not change any more; what is changed later is in the catalog alone.
 *
 * @param completionDate when its bytes were stored
 * @param lifecycle the one that it was made with
 * @param tags those that it was made with
 * @param job the backup or copy job that made it
 */
public record PointRecord(
        Owner owner,
        RecoveryPointId id,
        VaultName vaultName,
        Arn resourceArn,
        Optional<String> resourceName,
        String iamRoleArn,
        Optional<CreatedBy> createdBy,
        Optional<Arn> sourceVault,
        Instant initiationDate,
        Instant creationDate,
        Instant completionDate,
        Lifecycle lifecycle,
        Tags tags,
        UUID job) {

    /** Of a recovery point that is about to be. */
    public static PointRecord of(RecoveryPoint point, Tags tags, UUID job) {
        return new PointRecord(
                point.owner(),
                point.id(),
                point.vaultName(),
                point.resourceArn(),
                point.resourceName(),
                point.iamRoleArn(),
                point.createdBy(),
                point.sourceVault(),
                point.initiationDate(),
                point.creationDate(),
                point.completionDate(),
                point.lifecycle(),
                tags,
                job);
    }

    public Arn arn() {
        return id.arn(owner);
    }

    /**
     * The recovery point once more.
     *
     * @param inVault the name that its vault has now
     * @param message what is to be said of it
     */
    public RecoveryPoint point(
            ContentId content,
            VaultName inVault,
            long bytes,
            Lifecycle inForce,
            StorageTier tier,
            Optional<String> message) {
        return new RecoveryPoint(
                owner,
                id,
                content,
                inVault,
                resourceArn,
                resourceName,
                iamRoleArn,
                createdBy,
                sourceVault,
                initiationDate,
                creationDate,
                completionDate,
                bytes,
                inForce,
                tier,
                RecoveryPoint.Status.COMPLETED,
                message,
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                0);
    }
}
