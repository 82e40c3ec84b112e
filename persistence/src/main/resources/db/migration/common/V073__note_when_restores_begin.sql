-- By the clock of the service: the rest may be expected to go as fast as what was restored since.
ALTER TABLE restore_job ADD COLUMN started_at TIMESTAMP(3) WITH TIME ZONE;
