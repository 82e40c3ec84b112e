package io.coldkeep.domain.tag;

import io.coldkeep.domain.access.Requester;
import io.coldkeep.domain.access.VaultAction;
import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;

/** A kind of resource that bears tags. */
public interface Taggable {

    /** Whether the ARN is one of this kind and owner, existing or not. */
    boolean bears(Owner owner, Arn resource);

    /**
     * Lets somebody do that with the tags of the resource.
     *
     * @throws io.coldkeep.domain.refusal.NotFound when there is no such resource
     * @throws io.coldkeep.domain.refusal.AccessDenied when a vault's access policy denies it
     */
    void requireTaggable(Requester who, VaultAction action, Arn resource);

    /**
     * Lets a resource keep the tags that mean something for it.
     *
     * @throws io.coldkeep.domain.refusal.RuleBroken when a user must not change the old tags into the new ones
     */
    default void checkChange(Tags before, Tags after) {}
}
