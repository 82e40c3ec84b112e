CREATE TABLE copy_job (
    account                    VARCHAR(12)                 NOT NULL,
    region                     VARCHAR(32)                 NOT NULL,
    id                         UUID                        NOT NULL,
    original_recovery_point_id UUID                        NOT NULL,
    source_vault_name          VARCHAR(50)                 NOT NULL,
    destination_vault_arn      VARCHAR(2048)               NOT NULL,
    destination_vault_id       UUID,
    copy_recovery_point_id     UUID                        NOT NULL,
    resource_arn               VARCHAR(2048)               NOT NULL,
    resource_name              VARCHAR,
    iam_role_arn               VARCHAR                     NOT NULL,
    idempotency_token          VARCHAR,
    move_to_cold_after_days    INTEGER,
    delete_after_days          INTEGER,
    opt_in_to_archive          BOOLEAN,
    created_by                 VARCHAR,
    created_by_backup_job_id   UUID,
    creation_date              TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    started_at                 TIMESTAMP(3) WITH TIME ZONE,
    attempt                    UUID,
    completion_date            TIMESTAMP(3) WITH TIME ZONE,
    state                      VARCHAR(16)                 NOT NULL,
    status_message             VARCHAR,
    backup_size_in_bytes       BIGINT                      NOT NULL,
    CONSTRAINT copy_job_pk PRIMARY KEY (account, region, id),
    CONSTRAINT copy_job_idempotency_token_uk UNIQUE (account, region, idempotency_token)
);

-- Latest first, as the lists are.
CREATE INDEX copy_job_by_creation ON copy_job (account, region, creation_date DESC, id DESC);
CREATE INDEX copy_job_by_original ON copy_job (account, region, original_recovery_point_id, creation_date DESC, id DESC);
CREATE INDEX copy_job_by_resource ON copy_job (account, region, resource_arn, creation_date DESC, id DESC);
CREATE INDEX copy_job_by_destination ON copy_job (account, region, destination_vault_arn, creation_date DESC, id DESC);
CREATE INDEX copy_job_by_state ON copy_job (account, region, state, creation_date DESC, id DESC);
