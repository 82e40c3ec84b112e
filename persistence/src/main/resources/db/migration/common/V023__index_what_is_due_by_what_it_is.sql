-- What next_action_at is for: an expiry never waits behind the moves to cold storage.
ALTER TABLE recovery_point ADD COLUMN next_action VARCHAR(16);

UPDATE recovery_point
   SET next_action = CASE
           WHEN status = 'COMPLETED' AND tier = 'WARM' AND move_to_cold_after_days IS NOT NULL THEN 'MOVE_TO_COLD'
           ELSE 'EXPIRE'
       END
 WHERE next_action_at IS NOT NULL;

DROP INDEX recovery_point_due;

-- Over all owners: the sweeps act for everyone.
CREATE INDEX recovery_point_due ON recovery_point (next_action, next_action_at, id);
