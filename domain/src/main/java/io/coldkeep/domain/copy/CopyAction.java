package io.coldkeep.domain.copy;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.lifecycle.Lifecycle;
import java.util.Optional;

/**
 * What a rule does with each recovery point that it makes: a copy of it in another vault.
 *
 * @param lifecycle of the copy, counted from its own creation; without one it has that of the original
 */
public record CopyAction(Arn destinationVault, Optional<Lifecycle> lifecycle) {}
