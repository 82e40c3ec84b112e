package io.coldkeep.domain.recoverypoint;

import io.coldkeep.domain.access.Governed;
import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.lifecycle.Cohort;
import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.vault.Vault;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Recovery points. Every implementation passes {@code RecoveryPointRepositoryContract}. */
public interface RecoveryPointRepository {

    /**
     * Adds the recovery point; answers false and changes nothing when its id is taken or its vault is gone. A vault that
     * holds one cannot be removed.
     */
    boolean add(RecoveryPoint point);

    Optional<RecoveryPoint> find(Owner owner, RecoveryPointId id);

    /** The recovery point with the access policy of its vault, both as of the same instant. */
    Optional<Governed<RecoveryPoint>> findGoverned(Owner owner, RecoveryPointId id);

    /** The recovery points of all owners whose bytes these are, in no order. Looks at every one that there is. */
    List<RecoveryPoint> findByContents(Collection<ContentId> contents);

    /**
     * Stores each of the changed recovery points if what is stored still has the version before it, and answers those that
     * it stored, in the same order. Only one of several concurrent changes of one version succeeds. Owner, id, vault, resource
     * and dates do not change.
     */
    List<RecoveryPoint> replaceAll(List<RecoveryPoint> changed);

    /** The same for one; answers whether it was stored. */
    default boolean replace(RecoveryPoint changed) {
        return !replaceAll(List.of(changed)).isEmpty();
    }

    /** Removes each of the recovery points that still has that version, and answers those, in the same order. */
    List<RecoveryPoint> removeAll(List<RecoveryPoint> unwanted);

    /** The recovery points in a vault, latest creation first, then by id downwards. */
    Page<RecoveryPoint> listByVault(Vault vault, RecoveryPointFilter filter, PageRequest page);

    /** The recovery points of a resource in all vaults, latest creation first, then by id downwards. */
    Page<RecoveryPoint> listByResource(Owner owner, Arn resource, PageRequest page);

    /** The resources with recovery points, in a vault or in all, by ARN. The latest of each is among those looked at. */
    Page<ProtectedResource> listResources(Owner owner, Optional<Vault> vault, PageRequest page);

    Optional<ProtectedResource> findResource(Owner owner, Arn resource);

    /**
     * Hands the recovery points in a vault, or in all of the owner, over as cohorts, in no order, and answers what the reader
     * makes of them. However many there are, they are not in memory at once: they have to be read before the reader returns.
     * Whoever does not rest is {@link Cohort#deleting}; what lifecycles merely keep and give back is left out.
     */
    <T> T readCohorts(Owner owner, Optional<Vault> vault, Function<Stream<Cohort>, T> reader);

    /**
     * The recovery points of all owners by tier and status, as far as there are some, in no order. Costs a pass over an index of
     * them.
     */
    List<PointTotal> totals();

    /**
     * Recovery points of all owners whose {@link RecoveryPoint#nextAction} is of that kind and due at that instant or
     * before, in the order of those instants, at most {@code limit}. Costs what is due, not what is stored.
     */
    List<RecoveryPoint> findDue(NextAction.Kind kind, Instant upTo, int limit);

    /** When the earliest {@link RecoveryPoint#nextAction} of that kind is due. */
    Optional<Instant> nextDue(NextAction.Kind kind);
}
