/** The rules of backup lifecycles and policies, and the use cases and ports of a backup service. */
module io.coldkeep.domain {
    exports io.coldkeep.domain.access;
    exports io.coldkeep.domain.arn;
    exports io.coldkeep.domain.content;
    exports io.coldkeep.domain.copy;
    exports io.coldkeep.domain.filesystem;
    exports io.coldkeep.domain.job;
    exports io.coldkeep.domain.lifecycle;
    exports io.coldkeep.domain.metrics;
    exports io.coldkeep.domain.page;
    exports io.coldkeep.domain.pattern;
    exports io.coldkeep.domain.plan;
    exports io.coldkeep.domain.policy;
    exports io.coldkeep.domain.recovery;
    exports io.coldkeep.domain.recoverypoint;
    exports io.coldkeep.domain.refusal;
    exports io.coldkeep.domain.restore;
    exports io.coldkeep.domain.source;
    exports io.coldkeep.domain.tag;
    exports io.coldkeep.domain.time;
    exports io.coldkeep.domain.tx;
    exports io.coldkeep.domain.vault;
    exports io.coldkeep.domain.work;
}
