/** Backup policies of file systems and the rules by which they change. */
package io.coldkeep.domain.policy;
