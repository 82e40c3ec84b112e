-- What failed is done later than its schedule says, and keeps the instant that the schedule says.
ALTER TABLE rule_run ADD COLUMN due_at TIMESTAMP(3) WITH TIME ZONE;
ALTER TABLE rule_run ADD COLUMN failures INTEGER DEFAULT 0 NOT NULL;
UPDATE rule_run SET due_at = next_run_at;
ALTER TABLE rule_run ALTER COLUMN due_at SET NOT NULL;

DROP INDEX rule_run_due;
CREATE INDEX rule_run_due ON rule_run (due_at, account, region, plan_id, rule_id);
