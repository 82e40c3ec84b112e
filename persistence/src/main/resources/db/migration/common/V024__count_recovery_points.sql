-- How many recovery points of a resource a vault holds: counts and lists of resources read these, and not all the points.
CREATE TABLE vault_resource (
    account      VARCHAR(12)   NOT NULL,
    region       VARCHAR(32)   NOT NULL,
    vault_id     UUID          NOT NULL,
    resource_arn VARCHAR(2048) NOT NULL,
    points       BIGINT        NOT NULL,
    CONSTRAINT vault_resource_pk PRIMARY KEY (account, region, vault_id, resource_arn)
);

CREATE INDEX vault_resource_by_resource ON vault_resource (account, region, resource_arn);

INSERT INTO vault_resource (account, region, vault_id, resource_arn, points)
SELECT account, region, vault_id, resource_arn, count(*)
  FROM recovery_point
 GROUP BY account, region, vault_id, resource_arn;

CREATE INDEX recovery_point_by_vault_and_plan
    ON recovery_point (account, region, vault_id, plan_id, creation_date DESC, id DESC);
