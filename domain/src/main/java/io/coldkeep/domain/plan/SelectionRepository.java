package io.coldkeep.domain.plan;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.policy.PlanId;
import java.util.Optional;
import java.util.UUID;

/** The selections of plans. Every implementation passes {@code SelectionRepositoryContract}. */
public interface SelectionRepository {

    /**
     * Adds the selection, or answers false and changes nothing when its id, its name or its creator request id is taken in
     * the plan, even under concurrent calls.
     */
    boolean add(BackupSelection selection);

    Optional<BackupSelection> find(Owner owner, PlanId plan, UUID id);

    Optional<BackupSelection> findByName(Owner owner, PlanId plan, String name);

    Optional<BackupSelection> findByCreatorRequestId(Owner owner, PlanId plan, String creatorRequestId);

    long count(Owner owner, PlanId plan);

    /** The selections of the plan by name, in the order of its characters. */
    Page<BackupSelection> list(Owner owner, PlanId plan, PageRequest page);

    /** Removes the selection; answers whether it was there. */
    boolean remove(BackupSelection selection);
}
