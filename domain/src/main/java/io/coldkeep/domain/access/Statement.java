package io.coldkeep.domain.access;

import io.coldkeep.domain.arn.Arn;
import java.util.List;

/**
 * One sentence of an access policy: these may, or may not, do this with that.
 *
 * @param conditions all of them must hold
 */
public record Statement(
        Effect effect, Principals principals, Scope actions, Scope resources, List<Condition> conditions) {

    /** What a statement does with those whom it is about. */
    public enum Effect {
        ALLOW,
        DENY
    }

    public Statement {
        conditions = List.copyOf(conditions);
    }

    boolean isAbout(Arn principal, VaultAction action, List<String> resourceNames) {
        return actions.covers(action)
                && principals.include(principal)
                && resources.coversAny(resourceNames)
                && conditions.stream().allMatch(condition -> condition.holdsFor(principal));
    }

    /** Whether it lets in whoever there is. */
    boolean allowsEveryone() {
        return effect == Effect.ALLOW && principals.isEveryone() && conditions.isEmpty();
    }
}
