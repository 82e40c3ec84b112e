-- The jobs that wait for the one in resource_claim, the oldest first.
CREATE TABLE resource_wait (
    account       VARCHAR(12)                 NOT NULL,
    region        VARCHAR(32)                 NOT NULL,
    resource_arn  VARCHAR(2048)               NOT NULL,
    creation_date TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    job_id        UUID                        NOT NULL,
    CONSTRAINT resource_wait_pk PRIMARY KEY (account, region, resource_arn, creation_date, job_id)
);
