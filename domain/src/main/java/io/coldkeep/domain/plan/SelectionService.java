package io.coldkeep.domain.plan;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.policy.PlanId;
import io.coldkeep.domain.refusal.AccessDenied;
import io.coldkeep.domain.refusal.AlreadyExists;
import io.coldkeep.domain.refusal.LimitExceeded;
import io.coldkeep.domain.refusal.NotFound;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.refusal.Subject;
import io.coldkeep.domain.time.Instants;
import io.coldkeep.domain.tx.Transactions;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What can be done with the selections of plans. A plan that does not exist is an invalid value here, as it is at AWS. */
public final class SelectionService {

    /** How many selections a plan has at most. */
    public static final int MAX_SELECTIONS = 100;

    private static final Pattern LOWER_CASE_UUID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final PlanRepository plans;
    private final SelectionRepository selections;
    private final Transactions transactions;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    public SelectionService(
            PlanRepository plans,
            SelectionRepository selections,
            Transactions transactions,
            InstantSource clock,
            Supplier<UUID> ids) {
        this.plans = plans;
        this.selections = selections;
        this.transactions = transactions;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Assigns resources to a plan; the same request id with the same content answers the selection that is there.
     *
     * @throws RuleBroken when there is no such plan
     * @throws AlreadyExists when the name, or the request id with other content, is taken in the plan
     * @throws LimitExceeded when the plan has {@value #MAX_SELECTIONS}
     */
    public BackupSelection create(
            Owner owner, PlanId planId, NewBackupSelection wanted, Optional<String> creatorRequestId) {
        var selection = new BackupSelection(
                owner,
                planId,
                ids.get(),
                wanted.name(),
                wanted.iamRoleArn(),
                wanted.choice(),
                Instants.millis(clock.instant()),
                creatorRequestId);
        return transactions.inOne(() -> {
            requireLive(plans.lock(owner, planId), planId);
            var earlier = creatorRequestId
                    .flatMap(id -> selections.findByCreatorRequestId(owner, planId, id))
                    .or(() -> selections.findByName(owner, planId, wanted.name()));
            if (earlier.isPresent()) {
                return sameRequest(earlier.get(), selection);
            }
            if (selections.count(owner, planId) >= MAX_SELECTIONS) {
                throw new LimitExceeded(
                        Subject.BACKUP_SELECTION,
                        "Backup plan " + planId + " has " + MAX_SELECTIONS + " selections, the limit.");
            }
            if (!selections.add(selection)) { // who has locked the plan saw what is there
                throw new IllegalStateException("taken: " + selection);
            }
            return selection;
        });
    }

    private static BackupSelection sameRequest(BackupSelection existing, BackupSelection wanted) {
        if (wanted.creatorRequestId().isPresent()
                && wanted.creatorRequestId().equals(existing.creatorRequestId())
                && wanted.name().equals(existing.name())
                && wanted.iamRoleArn().equals(existing.iamRoleArn())
                && wanted.choice().equals(existing.choice())) {
            return existing;
        }
        throw new AlreadyExists(
                Subject.BACKUP_SELECTION,
                existing.id().toString(),
                existing.creatorRequestId().orElse(""),
                "Backup selection with the same name or creator request ID already exists");
    }

    /**
     * @throws RuleBroken when there is no such plan
     * @throws NotFound when the plan has no such selection
     */
    public BackupSelection require(Owner owner, PlanId planId, String selectionId) {
        requireLive(plans.find(owner, planId), planId);
        return find(owner, planId, selectionId).orElseThrow(() -> new NotFound(Subject.BACKUP_SELECTION, selectionId));
    }

    private static void requireLive(Optional<BackupPlan> plan, PlanId id) {
        if (plan.filter(found -> !found.isDeleted()).isEmpty()) {
            throw new RuleBroken(new SelectionViolation.UnknownPlan(id));
        }
    }

    private Optional<BackupSelection> find(Owner owner, PlanId planId, String selectionId) {
        return Optional.of(selectionId)
                .filter(text -> LOWER_CASE_UUID.matcher(text).matches())
                .flatMap(text -> selections.find(owner, planId, UUID.fromString(text)));
    }

    /** @throws RuleBroken when there is no such plan */
    public Page<BackupSelection> list(Owner owner, PlanId planId, PageRequest page) {
        requireLive(plans.find(owner, planId), planId);
        return selections.list(owner, planId, page);
    }

    /**
     * Ends the assignment. What it chose keeps its backups.
     *
     * @throws RuleBroken when there is no such plan, or it has no such selection
     * @throws AccessDenied when the service made it
     */
    public void delete(Owner owner, PlanId planId, String selectionId) {
        transactions.inOne(() -> {
            requireLive(plans.lock(owner, planId), planId);
            var selection = find(owner, planId, selectionId)
                    .orElseThrow(() -> new RuleBroken(new SelectionViolation.UnknownSelection(selectionId)));
            if (selection.isServiceMade()) {
                throw new AccessDenied("Insufficient privileges to perform this action. Backup selection "
                        + selection.name() + " is made by the service and cannot be deleted.");
            }
            selections.remove(selection);
        });
    }
}
