-- All tags of a resource in one row, {"key":"value"}: they are read, changed and forgotten together.
CREATE TABLE resource_tags (
    account      VARCHAR(12)   NOT NULL,
    region       VARCHAR(32)   NOT NULL,
    resource_arn VARCHAR(2048) NOT NULL,
    tags         VARCHAR       NOT NULL,
    CONSTRAINT resource_tags_pk PRIMARY KEY (account, region, resource_arn)
);
