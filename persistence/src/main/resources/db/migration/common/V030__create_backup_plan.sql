-- A plan as it is now. A deleted one stays, without its hold on the creator request id.
CREATE TABLE backup_plan (
    account             VARCHAR(12)                 NOT NULL,
    region              VARCHAR(32)                 NOT NULL,
    id                  VARCHAR(64)                 NOT NULL,
    version_number      INTEGER                     NOT NULL,
    creator_request_id  VARCHAR,
    live                BOOLEAN                     NOT NULL,
    live_request_id     VARCHAR,
    creation_date       TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    deletion_date       TIMESTAMP(3) WITH TIME ZONE,
    last_execution_date TIMESTAMP(3) WITH TIME ZONE,
    CONSTRAINT backup_plan_pk PRIMARY KEY (account, region, id),
    CONSTRAINT backup_plan_live_request_id_uk UNIQUE (account, region, live_request_id)
);

CREATE INDEX backup_plan_live ON backup_plan (account, region, live, id);

-- What a plan said, or says; rules and settings as JSON, since they are read and written together.
CREATE TABLE backup_plan_version (
    account           VARCHAR(12)                 NOT NULL,
    region            VARCHAR(32)                 NOT NULL,
    plan_id           VARCHAR(64)                 NOT NULL,
    version_number    INTEGER                     NOT NULL,
    version_id        VARCHAR(64)                 NOT NULL,
    creation_date     TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    name              VARCHAR(200)                NOT NULL,
    rules             VARCHAR                     NOT NULL,
    advanced_settings VARCHAR                     NOT NULL,
    CONSTRAINT backup_plan_version_pk PRIMARY KEY (account, region, plan_id, version_number),
    CONSTRAINT backup_plan_version_id_uk UNIQUE (account, region, plan_id, version_id)
);

-- The names of the plans that are not deleted; each plan has one.
CREATE TABLE backup_plan_name (
    account VARCHAR(12)  NOT NULL,
    region  VARCHAR(32)  NOT NULL,
    name    VARCHAR(200) NOT NULL,
    plan_id VARCHAR(64)  NOT NULL,
    CONSTRAINT backup_plan_name_pk PRIMARY KEY (account, region, name)
);

CREATE INDEX backup_plan_name_by_plan ON backup_plan_name (account, region, plan_id);

-- The four parts of the choice as JSON lists.
CREATE TABLE backup_selection (
    account            VARCHAR(12)                 NOT NULL,
    region             VARCHAR(32)                 NOT NULL,
    plan_id            VARCHAR(64)                 NOT NULL,
    id                 UUID                        NOT NULL,
    name               VARCHAR(64)                 NOT NULL,
    iam_role_arn       VARCHAR                     NOT NULL,
    resources          VARCHAR                     NOT NULL,
    not_resources      VARCHAR                     NOT NULL,
    list_of_tags       VARCHAR                     NOT NULL,
    conditions         VARCHAR                     NOT NULL,
    creation_date      TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    creator_request_id VARCHAR,
    CONSTRAINT backup_selection_pk PRIMARY KEY (account, region, plan_id, id),
    CONSTRAINT backup_selection_name_uk UNIQUE (account, region, plan_id, name),
    CONSTRAINT backup_selection_request_id_uk UNIQUE (account, region, plan_id, creator_request_id)
);

-- A rule that runs no more has no row.
CREATE TABLE rule_run (
    account     VARCHAR(12)                 NOT NULL,
    region      VARCHAR(32)                 NOT NULL,
    plan_id     VARCHAR(64)                 NOT NULL,
    rule_id     UUID                        NOT NULL,
    next_run_at TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    CONSTRAINT rule_run_pk PRIMARY KEY (account, region, plan_id, rule_id)
);

-- Over all owners: the sweep acts for everyone.
CREATE INDEX rule_run_due ON rule_run (next_run_at, account, region, plan_id, rule_id);
