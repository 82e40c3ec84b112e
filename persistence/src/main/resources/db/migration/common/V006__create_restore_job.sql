CREATE TABLE restore_job (
    account                      VARCHAR(12)                 NOT NULL,
    region                       VARCHAR(32)                 NOT NULL,
    id                           UUID                        NOT NULL,
    recovery_point_id            UUID                        NOT NULL,
    recovery_point_creation_date TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    vault_name                   VARCHAR(50)                 NOT NULL,
    source_resource_arn          VARCHAR(2048)               NOT NULL,
    target_file_system_id        VARCHAR(43)                 NOT NULL,
    selection                    VARCHAR                     NOT NULL,
    metadata                     VARCHAR                     NOT NULL,
    iam_role_arn                 VARCHAR,
    idempotency_token            VARCHAR,
    creation_date                TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    attempt                      UUID,
    completion_date              TIMESTAMP(3) WITH TIME ZONE,
    state                        VARCHAR(16)                 NOT NULL,
    status_message               VARCHAR,
    expected_bytes               BIGINT                      NOT NULL,
    restored_bytes               BIGINT                      NOT NULL,
    CONSTRAINT restore_job_pk PRIMARY KEY (account, region, id),
    CONSTRAINT restore_job_idempotency_token_uk UNIQUE (account, region, idempotency_token)
);

-- Latest first, as the lists are.
CREATE INDEX restore_job_by_creation ON restore_job (account, region, creation_date DESC, id DESC);
CREATE INDEX restore_job_by_state ON restore_job (account, region, state, creation_date DESC, id DESC);
