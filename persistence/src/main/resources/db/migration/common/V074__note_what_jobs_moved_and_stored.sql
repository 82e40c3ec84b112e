-- Of jobs that have completed since; nobody knows of those before.
ALTER TABLE backup_job ADD COLUMN read_bytes BIGINT;
ALTER TABLE backup_job ADD COLUMN stored_bytes BIGINT;
ALTER TABLE copy_job ADD COLUMN read_bytes BIGINT;
ALTER TABLE copy_job ADD COLUMN stored_bytes BIGINT;

-- Over all owners: they are counted and summed up from here alone.
CREATE INDEX backup_job_totals ON backup_job (state, read_bytes, stored_bytes);
CREATE INDEX copy_job_totals ON copy_job (state, read_bytes, stored_bytes);
CREATE INDEX recovery_point_totals ON recovery_point (tier, status, backup_size_in_bytes);
