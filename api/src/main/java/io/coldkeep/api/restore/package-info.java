/** AWS Backup: restore jobs. */
@NullMarked
package io.coldkeep.api.restore;

import org.jspecify.annotations.NullMarked;
