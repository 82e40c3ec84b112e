/** AWS Backup: backup plans, their templates and their selections. */
@NullMarked
package io.coldkeep.api.plan;

import org.jspecify.annotations.NullMarked;
