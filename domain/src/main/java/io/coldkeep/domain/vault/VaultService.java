package io.coldkeep.domain.vault;

import io.coldkeep.domain.access.Governed;
import io.coldkeep.domain.access.PolicyText;
import io.coldkeep.domain.access.Requester;
import io.coldkeep.domain.access.VaultAction;
import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.refusal.AccessDenied;
import io.coldkeep.domain.refusal.AlreadyExists;
import io.coldkeep.domain.refusal.NotFound;
import io.coldkeep.domain.refusal.Subject;
import io.coldkeep.domain.refusal.WrongState;
import io.coldkeep.domain.tag.TagRepository;
import io.coldkeep.domain.tag.Taggable;
import io.coldkeep.domain.tag.Tags;
import io.coldkeep.domain.time.Instants;
import io.coldkeep.domain.tx.Transactions;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** What can be done with vaults. */
public final class VaultService implements Taggable {

    private final VaultRepository vaults;
    private final TagRepository tags;
    private final VaultAccess access;
    private final Transactions transactions;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    public VaultService(
            VaultRepository vaults,
            TagRepository tags,
            VaultAccess access,
            Transactions transactions,
            InstantSource clock,
            Supplier<UUID> ids) {
        this.vaults = vaults;
        this.tags = tags;
        this.access = access;
        this.transactions = transactions;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Makes a vault; the same request id for the same name answers the vault that is there.
     *
     * @throws AlreadyExists when the name is taken
     */
    public Vault create(
            Owner owner,
            VaultName name,
            Optional<String> creatorRequestId,
            Optional<Arn> encryptionKeyArn,
            Tags given) {
        var firstTags = Tags.NONE.with(given);
        ensureDefault(owner);
        var vault =
                new Vault(owner, ids.get(), name, Instants.millis(clock.instant()), creatorRequestId, encryptionKeyArn);
        return transactions.inOne(() -> {
            if (!vaults.add(vault)) {
                return sameRequest(vault);
            }
            tags.update(owner, vault.arn(), old -> firstTags);
            return vault;
        });
    }

    private Vault sameRequest(Vault wanted) {
        var existing = require(wanted.owner(), wanted.name());
        if (wanted.creatorRequestId().isPresent() && wanted.creatorRequestId().equals(existing.creatorRequestId())) {
            return existing;
        }
        throw new AlreadyExists(
                Subject.BACKUP_VAULT,
                existing.arn().toString(),
                existing.creatorRequestId().orElse(""),
                "Backup vault with the same name already exists");
    }

    /**
     * Makes a vault of the service's own with that access policy, unless it is there; then it stays as it is.
     *
     * @return the vault that is there now
     */
    public Vault ensureServiceMade(Owner owner, VaultName name, Optional<PolicyText> policy) {
        return vaults.find(owner, name).orElseGet(() -> {
            var vault = newVault(owner, name);
            transactions.inOne(() -> {
                var isOurs = vaults.add(vault); // else somebody was faster, and theirs is found below
                if (isOurs && policy.isPresent()) {
                    vaults.replaceAccessPolicy(new Governed<>(vault, Optional.empty()), policy);
                }
            });
            return vaults.find(owner, name).orElseThrow();
        });
    }

    private Vault newVault(Owner owner, VaultName name) {
        return new Vault(owner, ids.get(), name, Instants.millis(clock.instant()), Optional.empty(), Optional.empty());
    }

    public VaultDetails describe(Requester who, VaultName name) {
        var vault = require(who, VaultAction.DESCRIBE_BACKUP_VAULT, name);
        return new VaultDetails(vault, vaults.countRecoveryPoints(vault));
    }

    public Page<VaultDetails> list(Owner owner, PageRequest page) {
        ensureDefault(owner);
        var listed = vaults.list(owner, page);
        var counts = vaults.countRecoveryPoints(owner, listed.items());
        return listed.map(vault -> new VaultDetails(vault, counts.getOrDefault(vault.id(), 0L)));
    }

    /** The vault of that name; the default one is made when it is first asked for. */
    public Optional<Vault> find(Owner owner, VaultName name) {
        return vaults.find(owner, name)
                .or(() -> name.equals(VaultName.DEFAULT) ? Optional.of(ensureDefault(owner)) : Optional.empty());
    }

    /**
     * The same for somebody who needs it.
     *
     * @throws NotFound when there is none
     */
    public Vault require(Owner owner, VaultName name) {
        return find(owner, name).orElseThrow(() -> notFound(name));
    }

    private static NotFound notFound(VaultName name) {
        return new NotFound(Subject.BACKUP_VAULT, name.value());
    }

    /**
     * The vault of that name, for somebody who wants to do something with it.
     *
     * @throws NotFound when there is none
     * @throws AccessDenied when its access policy denies it
     */
    public Vault require(Requester who, VaultAction action, VaultName name) {
        return requireGoverned(who, action, name).subject();
    }

    private Governed<Vault> requireGoverned(Requester who, VaultAction action, VaultName name) {
        var owner = who.owner();
        var found = vaults.findGoverned(owner, name)
                .or(() -> {
                    require(owner, name); // makes the default one
                    return vaults.findGoverned(owner, name);
                })
                .orElseThrow(() -> notFound(name));
        access.check(who, action, name, found.policy());
        return found;
    }

    private Vault ensureDefault(Owner owner) {
        return ensureServiceMade(owner, VaultName.DEFAULT, Optional.empty());
    }

    /**
     * Deletes an empty vault.
     *
     * @throws WrongState when it holds recovery points, or is the default vault
     * @throws AccessDenied when the service made it, or its access policy denies it
     */
    public void delete(Requester who, VaultName name) {
        var owner = who.owner();
        if (name.isServiceMade()) {
            throw permanent(require(owner, name)); // whatever its policy says
        }
        var vault = require(who, VaultAction.DELETE_BACKUP_VAULT, name);
        if (name.equals(VaultName.DEFAULT)) {
            throw new WrongState(
                    WrongState.Reason.VAULT_IS_PERMANENT,
                    "Backup vault cannot be deleted because it is the default vault.");
        }
        transactions.inOne(() -> {
            if (!vaults.removeIfEmpty(vault)) {
                throw new WrongState(
                        WrongState.Reason.VAULT_NOT_EMPTY,
                        "Backup vault cannot be deleted because it contains recovery points.",
                        Long.toString(vaults.countRecoveryPoints(vault)));
            }
            tags.removeAll(owner, vault.arn());
        });
    }

    private static AccessDenied permanent(Vault vault) {
        return new AccessDenied("Insufficient privileges to perform this action. Vault " + vault.name()
                + " is made by the service and cannot be deleted.");
    }

    /**
     * Gives the vault an access policy in the place of the one that it has.
     *
     * @throws AccessDenied when the one that it has denies it
     * @throws io.coldkeep.domain.refusal.RuleBroken when it is no policy, or one that no vault may have
     */
    public void putAccessPolicy(Requester who, VaultName name, PolicyText policy) {
        changeAccessPolicy(who, VaultAction.PUT_BACKUP_VAULT_ACCESS_POLICY, name, () -> {
            access.parsed(policy).checkAcceptable();
            return Optional.of(policy);
        });
    }

    /** Leaves the vault without an access policy. */
    public void deleteAccessPolicy(Requester who, VaultName name) {
        changeAccessPolicy(who, VaultAction.DELETE_BACKUP_VAULT_ACCESS_POLICY, name, Optional::empty);
    }

    private void changeAccessPolicy(
            Requester who, VaultAction action, VaultName name, Supplier<Optional<PolicyText>> replacement) {
        Governed<Vault> present;
        do { // again when somebody else was faster: then it is theirs that has to let this pass
            present = requireGoverned(who, action, name);
        } while (!vaults.replaceAccessPolicy(present, replacement.get()));
    }

    /** @throws NotFound when there is no such vault, or it has no policy */
    public PolicyText accessPolicy(Requester who, VaultName name) {
        var found = requireGoverned(who, VaultAction.GET_BACKUP_VAULT_ACCESS_POLICY, name);
        return found.policy()
                .orElseThrow(() -> new NotFound(
                        Subject.VAULT_ACCESS_POLICY, found.subject().arn().toString()));
    }

    @Override
    public boolean bears(Owner owner, Arn resource) {
        return owner.owns(resource, "backup") && resource.resource().startsWith(VaultName.RESOURCE_PREFIX);
    }

    @Override
    public void requireTaggable(Requester who, VaultAction action, Arn resource) {
        require(who, action, VaultName.of(resource.resource().substring(VaultName.RESOURCE_PREFIX.length())));
    }
}
