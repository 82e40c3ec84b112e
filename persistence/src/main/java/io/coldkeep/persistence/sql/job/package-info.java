/** Backup jobs, and which of them has a file system. */
@NullMarked
package io.coldkeep.persistence.sql.job;

import org.jspecify.annotations.NullMarked;
