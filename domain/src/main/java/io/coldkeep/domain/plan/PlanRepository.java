package io.coldkeep.domain.plan;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.policy.PlanId;
import java.util.Optional;

/** Plans and their versions; deleted ones stay. Every implementation passes {@code PlanRepositoryContract}. */
public interface PlanRepository {

    /**
     * Adds a new plan. Answers false and changes nothing when its id is taken, or its name or creator request id by a plan
     * that is not deleted, even under concurrent calls.
     */
    boolean add(BackupPlan plan);

    /** The plan in its latest version, also when it is deleted. */
    Optional<BackupPlan> find(Owner owner, PlanId id);

    /** The plan in that version, also when it is deleted. */
    Optional<BackupPlan> findVersion(Owner owner, PlanId id, String versionId);

    /** The plan of that name that is not deleted. */
    Optional<BackupPlan> findByName(Owner owner, String name);

    /** The plan made with that creator request id that is not deleted. */
    Optional<BackupPlan> findByCreatorRequestId(Owner owner, String creatorRequestId);

    /**
     * As {@link #find}, and nobody else gets this plan from here until the running transaction ends. Whoever changes a plan,
     * its selections or the next runs of its rules calls this first.
     */
    Optional<BackupPlan> lock(Owner owner, PlanId id);

    /**
     * Stores the changed plan, which this transaction has locked; a new version number makes a new version. Answers false and
     * changes nothing when its new name is taken. A deleted plan lets go of its name and its creator request id.
     */
    boolean replace(BackupPlan changed);

    /** How many plans the owner has that are not deleted, without those that the service made. */
    long count(Owner owner);

    /** The owner's plans, each in its latest version, by id in the order of its characters. */
    Page<BackupPlan> list(Owner owner, boolean includeDeleted, PageRequest page);

    /** All versions of the plan, the latest first. */
    Page<BackupPlan> listVersions(Owner owner, PlanId id, PageRequest page);
}
