/** Copies of recovery points in other vaults. */
package io.coldkeep.domain.copy;
