/**
 * Backup plans: rules that make backups by a schedule.
 *
 * <ul>
 *   <li>A <b>plan</b> has a name, rules and settings, together its <b>document</b>. Each change makes a new <b>version</b>;
 *       old ones stay readable, also when the plan is deleted.
 *   <li>A <b>rule</b> says when backups are made, into which vault, for how long they are kept and what follows. It keeps its
 *       id over the versions as long as it keeps its name.
 *   <li>A <b>selection</b> assigns resources to a plan, and all of its rules, by ARN, tags and conditions. What it chooses is
 *       looked up at each run.
 *   <li>A <b>run</b> is an instant at which a rule makes its backups. The <b>next run</b> of each rule is kept; it is moved
 *       on in the same transaction that makes the jobs.
 *   <li>The service makes one plan itself, for automatic backups; names and ids that begin with {@code aws/} are its own.
 * </ul>
 */
package io.coldkeep.domain.plan;
