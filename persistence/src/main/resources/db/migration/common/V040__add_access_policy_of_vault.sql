ALTER TABLE vault ADD COLUMN access_policy VARCHAR;
