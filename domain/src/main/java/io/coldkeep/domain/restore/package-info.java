/** Restore jobs and how they run. */
package io.coldkeep.domain.restore;
