-- A second table of db-scheduler, for backups and other long jobs; see V008 for its columns.
CREATE TABLE scheduled_jobs (
    task_name            VARCHAR                  NOT NULL,
    task_instance        VARCHAR                  NOT NULL,
    task_data            BYTEA,
    execution_time       TIMESTAMP WITH TIME ZONE NOT NULL,
    picked               BOOLEAN                  NOT NULL,
    picked_by            VARCHAR,
    last_success         TIMESTAMP WITH TIME ZONE,
    last_failure         TIMESTAMP WITH TIME ZONE,
    consecutive_failures INTEGER,
    last_heartbeat       TIMESTAMP WITH TIME ZONE,
    version              BIGINT                   NOT NULL,
    priority             SMALLINT,
    PRIMARY KEY (task_name, task_instance)
);

CREATE INDEX scheduled_jobs_by_execution_time ON scheduled_jobs (execution_time);
CREATE INDEX scheduled_jobs_by_last_heartbeat ON scheduled_jobs (last_heartbeat);
CREATE INDEX scheduled_jobs_by_priority ON scheduled_jobs (priority DESC, execution_time ASC);
