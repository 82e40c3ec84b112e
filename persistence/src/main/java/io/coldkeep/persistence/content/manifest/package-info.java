/**
 * Manifests: what is in a content, and where its bytes are. Pages of entries in the order of the tree, the root that lists them,
 * and the descriptor with which reading begins; {@code docs/content-format.md}.
 */
@NullMarked
package io.coldkeep.persistence.content.manifest;

import org.jspecify.annotations.NullMarked;
