/** AWS Backup: backup jobs. */
@NullMarked
package io.coldkeep.api.job;

import org.jspecify.annotations.NullMarked;
