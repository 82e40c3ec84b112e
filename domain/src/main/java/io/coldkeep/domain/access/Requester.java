package io.coldkeep.domain.access;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.arn.Region;

/** Who asks for something: a principal of an account, in one region. */
public record Requester(Owner owner, Arn principal) {

    public Requester {
        if (!principal.account().equals(owner.account().value())) {
            throw new IllegalArgumentException(principal + " does not belong to account " + owner.account());
        }
    }

    /** The root of the account, which is whoever has its administrator key. */
    public static Requester root(Owner owner) {
        return of(owner, "root");
    }

    /** @param resource of the principal's ARN: {@code root}, {@code user/…} or {@code role/…} */
    public static Requester of(Owner owner, String resource) {
        return new Requester(
                owner,
                new Arn(owner.region().partition(), "iam", "", owner.account().value(), resource));
    }

    /** The same one in another region. */
    public Requester in(Region region) {
        return new Requester(new Owner(owner.account(), region), principal);
    }
}
