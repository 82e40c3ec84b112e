package io.coldkeep.domain.content;

import java.util.UUID;

/**
 * The bytes that one attempt at a backup or a copy kept. Every attempt has an id of its own, so that nobody but the attempt
 * itself can write or discard them before a recovery point names them.
 */
public record ContentId(UUID vault, UUID attempt) {}
