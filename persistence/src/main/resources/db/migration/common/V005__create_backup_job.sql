CREATE TABLE backup_job (
    account                 VARCHAR(12)                 NOT NULL,
    region                  VARCHAR(32)                 NOT NULL,
    id                      UUID                        NOT NULL,
    vault_name              VARCHAR(50)                 NOT NULL,
    vault_id                UUID                        NOT NULL,
    recovery_point_id       UUID                        NOT NULL,
    resource_arn            VARCHAR(2048)               NOT NULL,
    resource_name           VARCHAR,
    iam_role_arn            VARCHAR                     NOT NULL,
    idempotency_token       VARCHAR,
    move_to_cold_after_days INTEGER,
    delete_after_days       INTEGER,
    opt_in_to_archive       BOOLEAN,
    point_tags              VARCHAR                     NOT NULL,
    backup_options          VARCHAR                     NOT NULL,
    creation_date           TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    start_by                TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    complete_by             TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    started_at              TIMESTAMP(3) WITH TIME ZONE,
    attempt                 UUID,
    completion_date         TIMESTAMP(3) WITH TIME ZONE,
    state                   VARCHAR(16)                 NOT NULL,
    status_message          VARCHAR,
    expected_bytes          BIGINT                      NOT NULL,
    bytes_transferred       BIGINT                      NOT NULL,
    CONSTRAINT backup_job_pk PRIMARY KEY (account, region, id),
    CONSTRAINT backup_job_idempotency_token_uk UNIQUE (account, region, idempotency_token)
);

-- Latest first, as the lists are.
CREATE INDEX backup_job_by_creation ON backup_job (account, region, creation_date DESC, id DESC);
CREATE INDEX backup_job_by_resource ON backup_job (account, region, resource_arn, creation_date DESC, id DESC);
CREATE INDEX backup_job_by_vault ON backup_job (account, region, vault_name, creation_date DESC, id DESC);
CREATE INDEX backup_job_by_state ON backup_job (account, region, state, creation_date DESC, id DESC);

-- The job that works on a resource; at most one does.
CREATE TABLE resource_claim (
    account      VARCHAR(12)   NOT NULL,
    region       VARCHAR(32)   NOT NULL,
    resource_arn VARCHAR(2048) NOT NULL,
    job_id       UUID          NOT NULL,
    CONSTRAINT resource_claim_pk PRIMARY KEY (account, region, resource_arn)
);
