package io.coldkeep.domain.access;

import io.coldkeep.domain.access.Statement.Effect;
import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.refusal.RuleBroken;
import java.util.List;

/** What the access policy of a vault says. One statement that denies outweighs all that allow. */
public record AccessPolicy(List<Statement> statements) {

    /** What a policy says about somebody who wants to do something. */
    public enum Decision {
        ALLOW,
        EXPLICIT_DENY,
        /** Nothing. */
        NEUTRAL
    }

    public AccessPolicy {
        statements = List.copyOf(statements);
    }

    /**
     * @param resources all ARNs by which a statement may name what the action is done to: that of the vault, and that of the
     *     recovery point if it is done to one
     */
    public Decision evaluate(Arn principal, VaultAction action, List<Arn> resources) {
        var names = resources.stream().map(Arn::toString).toList();
        var decision = Decision.NEUTRAL;
        for (var statement : statements) {
            if (statement.isAbout(principal, action, names)) {
                if (statement.effect() == Effect.DENY) {
                    return Decision.EXPLICIT_DENY;
                }
                decision = Decision.ALLOW;
            }
        }
        return decision;
    }

    /** @throws RuleBroken when a vault must not have it: it allows something to everybody, whoever they are */
    public void checkAcceptable() {
        if (statements.stream().anyMatch(Statement::allowsEveryone)) {
            throw new RuleBroken(new OpenToEveryone());
        }
    }
}
