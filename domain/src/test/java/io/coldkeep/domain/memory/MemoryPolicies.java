package io.coldkeep.domain.memory;

import io.coldkeep.domain.access.AccessPolicy;
import io.coldkeep.domain.access.PolicyParser;
import io.coldkeep.domain.access.PolicyText;
import io.coldkeep.domain.access.Principals;
import io.coldkeep.domain.access.Scope;
import io.coldkeep.domain.access.Statement;
import io.coldkeep.domain.access.Statement.Effect;
import io.coldkeep.domain.access.VaultAction;
import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.RuleBroken;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** A language of access policies whose texts are but numbers: what one means has been said to {@link #denying} or {@link #allowing}. */
public final class MemoryPolicies implements PolicyParser {

    private final Map<PolicyText, AccessPolicy> written = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();

    /** A text that says that. */
    private PolicyText write(AccessPolicy policy) {
        var text = new PolicyText("policy " + numbers.incrementAndGet());
        written.put(text, policy);
        return text;
    }

    /** A text that denies these actions to everyone, and says nothing else. */
    public PolicyText denying(VaultAction... actions) {
        return write(new AccessPolicy(List.of(statement(Effect.DENY, actions))));
    }

    /** A text that allows these actions to everyone. */
    public PolicyText allowing(VaultAction... actions) {
        return write(new AccessPolicy(List.of(statement(Effect.ALLOW, actions))));
    }

    private static Statement statement(Effect effect, VaultAction... actions) {
        return new Statement(
                effect,
                Principals.EVERYONE,
                Scope.ofActions(
                        false, Stream.of(actions).map(VaultAction::toString).toList()),
                Scope.ofResources(false, List.of("*")),
                List.of());
    }

    @Override
    public AccessPolicy parse(PolicyText text) {
        return Optional.ofNullable(written.get(text))
                .orElseThrow(() -> new RuleBroken(new InvalidValue("Policy", "is no policy")));
    }
}
