package io.coldkeep.domain.access;

import java.util.Optional;

/**
 * A vault or something in it, together with the access policy that the vault had when it was read.
 *
 * @param policy empty when the vault has none
 */
public record Governed<T>(T subject, Optional<PolicyText> policy) {}
