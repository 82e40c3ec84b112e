package io.coldkeep.domain.vault;

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
    private final Transactions transactions;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    public VaultService(
            VaultRepository vaults,
            TagRepository tags,
            Transactions transactions,
            InstantSource clock,
            Supplier<UUID> ids) {
        this.vaults = vaults;
        this.tags = tags;
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

    public VaultDetails describe(Owner owner, VaultName name) {
        return details(require(owner, name));
    }

    public Page<VaultDetails> list(Owner owner, PageRequest page) {
        ensureDefault(owner);
        return vaults.list(owner, page).map(this::details);
    }

    private VaultDetails details(Vault vault) {
        return new VaultDetails(vault, vaults.countRecoveryPoints(vault));
    }

    /**
     * The vault of that name; the default one is made when it is first asked for.
     *
     * @throws NotFound when there is none
     */
    public Vault require(Owner owner, VaultName name) {
        return vaults.find(owner, name)
                .or(() -> name.equals(VaultName.DEFAULT) ? Optional.of(ensureDefault(owner)) : Optional.empty())
                .orElseThrow(() -> new NotFound(Subject.BACKUP_VAULT, name.value()));
    }

    private Vault ensureDefault(Owner owner) {
        return vaults.find(owner, VaultName.DEFAULT).orElseGet(() -> {
            var vault = new Vault(
                    owner,
                    ids.get(),
                    VaultName.DEFAULT,
                    Instants.millis(clock.instant()),
                    Optional.empty(),
                    Optional.empty());
            vaults.add(vault); // when somebody was faster, theirs is found below
            return vaults.find(owner, VaultName.DEFAULT).orElseThrow();
        });
    }

    /**
     * Deletes an empty vault.
     *
     * @throws WrongState when it holds recovery points, or is the default vault
     * @throws AccessDenied when the service made it
     */
    public void delete(Owner owner, VaultName name) {
        var vault = require(owner, name);
        if (name.isServiceMade()) {
            throw new AccessDenied("Insufficient privileges to perform this action. " + "Vault " + name
                    + " is made by the service and cannot be deleted.");
        }
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

    @Override
    public boolean bears(Owner owner, Arn resource) {
        return owner.owns(resource, "backup") && resource.resource().startsWith(VaultName.RESOURCE_PREFIX);
    }

    @Override
    public void requireTaggable(Owner owner, Arn resource) {
        require(owner, VaultName.of(resource.resource().substring(VaultName.RESOURCE_PREFIX.length())));
    }
}
