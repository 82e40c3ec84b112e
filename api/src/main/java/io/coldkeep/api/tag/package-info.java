/** AWS Backup: the tags of vaults and recovery points. */
@NullMarked
package io.coldkeep.api.tag;

import org.jspecify.annotations.NullMarked;
