package io.coldkeep.persistence.content.manifest;

import io.coldkeep.domain.source.SourceEntry;
import java.util.Optional;

/**
 * One thing in a manifest.
 *
 * @param body for a file, and only for one
 */
public record Entry(SourceEntry source, Optional<Body> body) {}
