package io.coldkeep.domain.plan;

import io.coldkeep.domain.access.Requester;
import io.coldkeep.domain.access.VaultAction;
import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.policy.PlanId;
import io.coldkeep.domain.refusal.AccessDenied;
import io.coldkeep.domain.refusal.AlreadyExists;
import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.LimitExceeded;
import io.coldkeep.domain.refusal.NotFound;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.refusal.Subject;
import io.coldkeep.domain.refusal.WrongState;
import io.coldkeep.domain.tag.TagRepository;
import io.coldkeep.domain.tag.Taggable;
import io.coldkeep.domain.tag.Tags;
import io.coldkeep.domain.time.Instants;
import io.coldkeep.domain.tx.Transactions;
import io.coldkeep.domain.vault.Vault;
import io.coldkeep.domain.vault.VaultName;
import io.coldkeep.domain.vault.VaultService;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What can be done with backup plans. */
public final class PlanService implements Taggable {

    /** How many plans an owner has at most, without those that the service makes. */
    public static final int MAX_PLANS = 300;

    /** How many versions a plan has at most. */
    public static final int MAX_VERSIONS = 2000;

    /** How many runs a preview shows at most. */
    public static final int MAX_PREVIEW = 10;

    private static final Pattern VERSION_ID = Pattern.compile("[a-zA-Z0-9+/=]{1,1024}");

    private final PlanRepository plans;
    private final SelectionRepository selections;
    private final RuleRunRepository runs;
    private final VaultService vaults;
    private final TagRepository tags;
    private final Schedules schedules;
    private final Transactions transactions;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    public PlanService(
            PlanRepository plans,
            SelectionRepository selections,
            RuleRunRepository runs,
            VaultService vaults,
            TagRepository tags,
            Schedules schedules,
            Transactions transactions,
            InstantSource clock,
            Supplier<UUID> ids) {
        this.plans = plans;
        this.selections = selections;
        this.runs = runs;
        this.vaults = vaults;
        this.tags = tags;
        this.schedules = schedules;
        this.transactions = transactions;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * The document of a plan as {@link #create} would store it.
     *
     * @throws RuleBroken when it is not legal, or the vault of a rule does not exist
     */
    public PlanDocument check(Owner owner, NewBackupPlan wanted) {
        return checked(owner, wanted, Optional.empty());
    }

    private PlanDocument checked(Owner owner, NewBackupPlan wanted, Optional<PlanDocument> current) {
        var document = wanted.checked(owner, current, schedules, ids);
        document.rules().forEach(rule -> InRule.check(rule.name(), () -> requireVault(owner, rule.targetVault())));
        return document;
    }

    private Vault requireVault(Owner owner, VaultName name) {
        try {
            return vaults.require(owner, name);
        } catch (NotFound refusal) {
            throw new RuleBroken(
                    new InvalidValue("TargetBackupVaultName", "must be a vault that exists, was '" + name + "'"));
        }
    }

    /**
     * Makes a plan; the same request id with the same content answers the plan that is there.
     *
     * @throws RuleBroken when it is not legal, or the vault of a rule does not exist
     * @throws AlreadyExists when the name, or the request id with other content, is taken
     * @throws LimitExceeded when the owner has {@value #MAX_PLANS}
     */
    public BackupPlan create(Owner owner, NewBackupPlan wanted, Optional<String> creatorRequestId, Tags given) {
        var firstTags = Tags.NONE.with(given);
        var earlier = creatorRequestId.flatMap(id -> plans.findByCreatorRequestId(owner, id));
        if (earlier.isPresent()) {
            return sameRequest(earlier.get(), wanted, creatorRequestId);
        }
        var document = check(owner, wanted);
        var plan = BackupPlan.first(owner, new PlanId(newId()), ids.get(), document, creatorRequestId, now());
        return transactions.inOne(() -> {
            var sameName = plans.findByName(owner, plan.name());
            if (sameName.isEmpty() && plans.count(owner) >= MAX_PLANS) {
                throw new LimitExceeded(
                        Subject.BACKUP_PLAN,
                        "The account has " + MAX_PLANS + " backup plans in this region, the limit.");
            }
            if (sameName.isPresent() || !plans.add(plan)) {
                return sameRequest(taken(plan), wanted, creatorRequestId);
            }
            tags.update(owner, plan.arn(), old -> firstTags);
            runs.replaceAll(owner, plan.id(), nextRuns(plan, List.of()));
            return plan;
        });
    }

    private String newId() {
        return ids.get().toString();
    }

    private Instant now() {
        return Instants.millis(clock.instant());
    }

    private BackupPlan taken(BackupPlan wanted) {
        return plans.findByName(wanted.owner(), wanted.name())
                .or(() -> wanted.creatorRequestId().flatMap(id -> plans.findByCreatorRequestId(wanted.owner(), id)))
                .orElseThrow(() -> new AlreadyExists(
                        Subject.BACKUP_PLAN, "", "", "Backup plan with the same name was there a moment ago"));
    }

    private BackupPlan sameRequest(BackupPlan existing, NewBackupPlan wanted, Optional<String> creatorRequestId) {
        var document = wanted.checked(existing.owner(), Optional.of(existing.document()), schedules, ids);
        var isSame = document.equals(existing.document());
        if (isSame && creatorRequestId.isPresent() && creatorRequestId.equals(existing.creatorRequestId())) {
            return existing;
        }
        throw new AlreadyExists(
                Subject.BACKUP_PLAN,
                existing.arn().toString(),
                existing.creatorRequestId().orElse(""),
                isSame
                        ? "Backup plan with the same plan document already exists"
                        : "Backup plan with the same name or creator request ID already exists");
    }

    /** The next run of each rule; one whose schedule is what it was keeps the run that waits. */
    private List<RuleRun> nextRuns(BackupPlan plan, List<RuleRun> waiting) {
        var kept = waiting.stream().collect(Collectors.toMap(RuleRun::ruleId, Function.identity()));
        var now = clock.instant();
        return plan.rules().stream()
                .flatMap(rule -> Optional.ofNullable(kept.get(rule.id()))
                        .or(() -> schedules
                                .nextRun(rule.schedule(), now)
                                .map(at -> new RuleRun(plan.owner(), plan.id(), rule.id(), at)))
                        .stream())
                .toList();
    }

    /** @throws NotFound when there is none, or it was deleted */
    public BackupPlan require(Owner owner, PlanId id) {
        return live(plans.find(owner, id), id);
    }

    private static BackupPlan live(Optional<BackupPlan> plan, PlanId id) {
        return plan.filter(found -> !found.isDeleted()).orElseThrow(() -> notFound(id));
    }

    private static NotFound notFound(PlanId id) {
        return new NotFound(Subject.BACKUP_PLAN, id.value());
    }

    /**
     * The plan in that version, also when it was deleted.
     *
     * @throws NotFound when there is no such plan, or no such version of it
     */
    public BackupPlan require(Owner owner, PlanId id, String versionId) {
        if (plans.find(owner, id).isEmpty()) {
            throw notFound(id);
        }
        return Optional.of(versionId)
                .filter(text -> VERSION_ID.matcher(text).matches())
                .flatMap(text -> plans.findVersion(owner, id, text))
                .orElseThrow(() -> new NotFound(Subject.BACKUP_PLAN_VERSION, versionId));
    }

    /**
     * Makes a new version of the plan, for the backups to come. A rule with the name and the schedule of before runs when it
     * would have run.
     *
     * @throws NotFound when there is no such plan
     * @throws RuleBroken when it is not legal, the vault of a rule does not exist, or the new name is taken
     * @throws AccessDenied when the service made the plan and the name is to change
     * @throws LimitExceeded when the plan has {@value #MAX_VERSIONS} versions
     */
    public BackupPlan update(Owner owner, PlanId id, NewBackupPlan wanted) {
        return transactions.inOne(() -> {
            var plan = live(plans.lock(owner, id), id);
            var document = checked(owner, wanted, Optional.of(plan.document()));
            checkSuccessor(plan, document);
            var changed = plan.next(ids.get(), document, now());
            if (!plans.replace(changed)) {
                throw new RuleBroken(new InvalidValue(
                        "BackupPlanName", "must not be the name of another plan, was '" + document.name() + "'"));
            }
            runs.replaceAll(owner, id, nextRuns(changed, unchanged(plan, changed)));
            return changed;
        });
    }

    private static void checkSuccessor(BackupPlan plan, PlanDocument document) {
        if (plan.id().isServiceMade() && !document.name().equals(plan.name())) {
            throw new AccessDenied("Insufficient privileges to perform this action. Backup plan " + plan.name()
                    + " is made by the service and cannot be renamed.");
        }
        if (plan.versionNumber() >= MAX_VERSIONS) {
            throw new LimitExceeded(
                    Subject.BACKUP_PLAN_VERSION,
                    "Backup plan " + plan.id() + " has " + MAX_VERSIONS + " versions, the limit.");
        }
    }

    /** The waiting runs of rules whose schedule is what it was. */
    private List<RuleRun> unchanged(BackupPlan before, BackupPlan after) {
        var schedulesBefore = before.rules().stream().collect(Collectors.toMap(BackupRule::id, BackupRule::schedule));
        var unchanged = after.rules().stream()
                .filter(rule -> Objects.equals(rule.schedule(), schedulesBefore.get(rule.id())))
                .map(BackupRule::id)
                .collect(Collectors.toSet());
        return runs.find(before.owner(), before.id()).stream()
                .filter(run -> unchanged.contains(run.ruleId()))
                .map(RuleRun::untried)
                .toList();
    }

    /**
     * Deletes the plan and answers it. Its versions stay readable; what it backed up stays as long as its own lifecycle says.
     *
     * @throws NotFound when there is no such plan
     * @throws AccessDenied when the service made it
     * @throws WrongState when it still has selections
     */
    public BackupPlan delete(Owner owner, PlanId id) {
        return transactions.inOne(() -> {
            var plan = live(plans.lock(owner, id), id);
            if (id.isServiceMade()) {
                throw new AccessDenied("Insufficient privileges to perform this action. Backup plan " + plan.name()
                        + " is made by the service and cannot be deleted.");
            }
            if (selections.count(owner, id) > 0) {
                throw new WrongState(
                        WrongState.Reason.PLAN_HAS_SELECTIONS,
                        "Related backup plan selections must be deleted prior to backup plan deletion");
            }
            var deleted = plan.deleted(now());
            plans.replace(deleted);
            runs.replaceAll(owner, id, List.of());
            tags.removeAll(owner, plan.arn());
            return deleted;
        });
    }

    public Page<BackupPlan> list(Owner owner, boolean includeDeleted, PageRequest page) {
        return plans.list(owner, includeDeleted, page);
    }

    /**
     * All versions of the plan, the latest first, also when it was deleted.
     *
     * @throws NotFound when there is no such plan
     */
    public Page<BackupPlan> listVersions(Owner owner, PlanId id, PageRequest page) {
        if (plans.find(owner, id).isEmpty()) {
            throw notFound(id);
        }
        return plans.listVersions(owner, id, page);
    }

    /**
     * The runs that the rules of that version have from now on, in the order of their instants; none of a deleted plan.
     *
     * @throws RuleBroken when more than {@value #MAX_PREVIEW} are wanted
     */
    public List<ScheduledRun> preview(BackupPlan plan, int most) {
        if (most < 0 || most > MAX_PREVIEW) {
            throw new RuleBroken(new InvalidValue(
                    "MaxScheduledRunsPreview", "must be 0 to %d, was %d".formatted(MAX_PREVIEW, most)));
        }
        if (plan.isDeleted()) {
            return List.of();
        }
        var now = clock.instant();
        return plan.rules().stream()
                .flatMap(rule -> runs(rule, now).limit(most))
                .sorted(Comparator.comparing(ScheduledRun::at))
                .limit(most)
                .toList();
    }

    private Stream<ScheduledRun> runs(BackupRule rule, Instant after) {
        return Stream.iterate(
                        schedules.nextRun(rule.schedule(), after),
                        Optional::isPresent,
                        at -> schedules.nextRun(rule.schedule(), at.orElseThrow()))
                .map(at -> new ScheduledRun(at.orElseThrow(), rule));
    }

    @Override
    public boolean bears(Owner owner, Arn resource) {
        return PlanId.ofArn(owner, resource).isPresent();
    }

    @Override
    public void requireTaggable(Requester who, VaultAction action, Arn resource) {
        require(who.owner(), PlanId.ofArn(who.owner(), resource).orElseThrow());
    }
}
