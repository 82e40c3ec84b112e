-- Over all owners: the sweep acts for everyone.
CREATE INDEX backup_job_to_start ON backup_job (state, start_by, id);
