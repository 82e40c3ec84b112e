package io.coldkeep.domain.tag;

import io.coldkeep.domain.access.Requester;
import io.coldkeep.domain.access.VaultAction;
import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.NotFound;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.refusal.Subject;
import io.coldkeep.domain.tx.Transactions;
import java.util.Collection;
import java.util.List;

/** Tags of whatever bears them, by ARN. */
public final class TagService {

    private final List<Taggable> kinds;
    private final TagRepository tags;
    private final Transactions transactions;

    public TagService(List<Taggable> kinds, TagRepository tags, Transactions transactions) {
        this.kinds = List.copyOf(kinds);
        this.tags = tags;
        this.transactions = transactions;
    }

    /**
     * Adds the tags; where a key is there already, its value is replaced.
     *
     * @throws NotFound when no such resource exists
     * @throws io.coldkeep.domain.refusal.AccessDenied when the access policy of its vault denies it
     * @throws RuleBroken when the resource does not let one of its tags be changed
     * @throws io.coldkeep.domain.refusal.LimitExceeded when the resource would bear too many
     */
    public void tag(Requester who, String resourceArn, Tags added) {
        var resource = parse(resourceArn);
        transactions.inOne(() -> {
            var kind = require(who, VaultAction.TAG_RESOURCE, resource);
            tags.update(who.owner(), resource, old -> checked(kind, old, old.with(added)));
            require(who, VaultAction.TAG_RESOURCE, resource); // if it went away meanwhile, nobody would remove these
        });
    }

    /**
     * Removes the keys; those that are not there do no harm.
     *
     * @throws io.coldkeep.domain.refusal.AccessDenied when the access policy of the resource's vault denies it
     * @throws RuleBroken when a key is the service's, or the resource does not let go of one of its tags
     */
    public void untag(Requester who, String resourceArn, Collection<String> keys) {
        var resource = parse(resourceArn);
        keys.forEach(Tags::checkKey);
        transactions.inOne(() -> {
            var kind = require(who, VaultAction.UNTAG_RESOURCE, resource);
            tags.update(who.owner(), resource, old -> checked(kind, old, old.without(keys)));
        });
    }

    private static Tags checked(Taggable kind, Tags before, Tags after) {
        kind.checkChange(before, after);
        return after;
    }

    /**
     * The tags that the resource bears.
     *
     * @throws NotFound when no such resource exists
     * @throws io.coldkeep.domain.refusal.AccessDenied when the access policy of its vault denies it
     */
    public Tags list(Requester who, String resourceArn) {
        var resource = parse(resourceArn);
        require(who, VaultAction.LIST_TAGS, resource);
        return tags.find(who.owner(), resource);
    }

    private static Arn parse(String text) {
        return Arn.parse(text)
                .orElseThrow(() -> new RuleBroken(InvalidValue.pattern("ResourceArn", "the form of an ARN", text)));
    }

    private Taggable require(Requester who, VaultAction action, Arn resource) {
        var kind = kindOf(who.owner(), resource);
        kind.requireTaggable(who, action, resource);
        return kind;
    }

    private Taggable kindOf(Owner owner, Arn resource) {
        return kinds.stream()
                .filter(candidate -> candidate.bears(owner, resource))
                .findFirst()
                .orElseThrow(() -> new NotFound(Subject.RESOURCE, resource.toString()));
    }
}
