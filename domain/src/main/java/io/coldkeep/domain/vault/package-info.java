/** Vaults: the containers of recovery points. */
package io.coldkeep.domain.vault;
