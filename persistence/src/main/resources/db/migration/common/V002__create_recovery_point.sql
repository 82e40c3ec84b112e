CREATE TABLE recovery_point (
    account                 VARCHAR(12)                 NOT NULL,
    region                  VARCHAR(32)                 NOT NULL,
    id                      UUID                        NOT NULL,
    vault_id                UUID                        NOT NULL,
    vault_name              VARCHAR(50)                 NOT NULL,
    attempt                 UUID                        NOT NULL,
    resource_arn            VARCHAR(2048)               NOT NULL,
    resource_name           VARCHAR,
    iam_role_arn            VARCHAR                     NOT NULL,
    initiation_date         TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    creation_date           TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    completion_date         TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    backup_size_in_bytes    BIGINT                      NOT NULL,
    move_to_cold_after_days INTEGER,
    delete_after_days       INTEGER,
    opt_in_to_archive       BOOLEAN,
    tier                    VARCHAR(8)                  NOT NULL,
    status                  VARCHAR(16)                 NOT NULL,
    status_message          VARCHAR,
    deletion_requested_at   TIMESTAMP(3) WITH TIME ZONE,
    last_restore_time       TIMESTAMP(3) WITH TIME ZONE,
    next_action_at          TIMESTAMP(3) WITH TIME ZONE,
    version                 BIGINT                      NOT NULL,
    CONSTRAINT recovery_point_pk PRIMARY KEY (account, region, id),
    CONSTRAINT recovery_point_vault_fk FOREIGN KEY (account, region, vault_id) REFERENCES vault (account, region, id)
);

-- Latest first, as the lists are.
CREATE INDEX recovery_point_by_vault ON recovery_point (account, region, vault_id, creation_date DESC, id DESC);
CREATE INDEX recovery_point_by_vault_and_resource
    ON recovery_point (account, region, vault_id, resource_arn, creation_date DESC, id DESC);
CREATE INDEX recovery_point_by_resource ON recovery_point (account, region, resource_arn, creation_date DESC, id DESC);

-- Over all owners: the sweep acts for everyone.
CREATE INDEX recovery_point_due ON recovery_point (next_action_at, id);
