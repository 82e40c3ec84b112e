CREATE TABLE vault (
    account             VARCHAR(12)                 NOT NULL,
    region              VARCHAR(32)                 NOT NULL,
    id                  UUID                        NOT NULL,
    name                VARCHAR(50)                 NOT NULL,
    creation_date       TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    creator_request_id  VARCHAR,
    encryption_key_arn  VARCHAR(2048),
    CONSTRAINT vault_pk PRIMARY KEY (account, region, id),
    CONSTRAINT vault_name_uk UNIQUE (account, region, name)
);
