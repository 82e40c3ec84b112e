package io.coldkeep.domain.plan;

import io.coldkeep.domain.refusal.RefusedException;

/** Hears what becomes of the runs of rules. */
public interface RunListener {

    /** The rule has made so many backup jobs. */
    void ran(RuleRun run, BackupRule rule, int jobs);

    /** The rule has left the backups to another rule of its plan. */
    void gaveWay(RuleRun run, BackupRule rule, BackupRule to);

    /** The run cannot be done, and is over. */
    void refused(RuleRun run, BackupRule rule, RefusedException why);

    /** The run was not done, and is tried again. */
    void failed(RuleRun run, RuntimeException why);
}
