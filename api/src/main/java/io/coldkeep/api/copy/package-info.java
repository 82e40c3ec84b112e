/** AWS Backup: copy jobs. */
@NullMarked
package io.coldkeep.api.copy;

import org.jspecify.annotations.NullMarked;
