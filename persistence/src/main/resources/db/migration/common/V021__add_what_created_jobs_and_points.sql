ALTER TABLE backup_job ADD COLUMN created_by VARCHAR;
ALTER TABLE backup_job ADD COLUMN copy_actions VARCHAR DEFAULT '[]' NOT NULL;

ALTER TABLE recovery_point ADD COLUMN plan_id VARCHAR(64);
ALTER TABLE recovery_point ADD COLUMN created_by VARCHAR;
ALTER TABLE recovery_point ADD COLUMN source_vault_arn VARCHAR(2048);
