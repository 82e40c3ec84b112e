package io.coldkeep.domain.tag;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Tags by the ARN of what bears them. Every implementation passes {@code TagRepositoryContract}. */
public interface TagRepository {

    /** The tags of the resource, {@link Tags#NONE} when it has none. */
    Tags find(Owner owner, Arn resource);

    /** The tags of several resources at once; resources without tags are absent. */
    Map<Arn, Tags> findAll(Owner owner, Collection<Arn> resources);

    /**
     * Replaces the tags by what the change makes of them and answers the new ones. Changes of one resource run one after
     * the other; an exception out of the change passes through and leaves the tags as they were.
     */
    Tags update(Owner owner, Arn resource, UnaryOperator<Tags> change);

    /** Forgets all tags of the resources. */
    void removeAll(Owner owner, Collection<Arn> resources);

    /** The same for one. */
    default void removeAll(Owner owner, Arn resource) {
        removeAll(owner, List.of(resource));
    }
}
