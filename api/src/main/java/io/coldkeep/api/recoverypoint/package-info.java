/** AWS Backup: recovery points, their lifecycles, and the resources that have some. */
@NullMarked
package io.coldkeep.api.recoverypoint;

import org.jspecify.annotations.NullMarked;
