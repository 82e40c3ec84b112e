/** Backup plans: rules that make backups by a schedule. */
package io.coldkeep.domain.plan;
