/** AWS Backup: vaults. */
@NullMarked
package io.coldkeep.api.vault;

import org.jspecify.annotations.NullMarked;
