/**
 * Access policies of vaults: who may do what. A policy is kept as the text that its author wrote ({@link PolicyText}); what
 * it says is an {@link AccessPolicy}, which a {@link PolicyParser} makes of it.
 */
package io.coldkeep.domain.access;
