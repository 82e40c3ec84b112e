-- Times are those of the clock of the service. What was never looked at has none.
ALTER TABLE content_vault ADD COLUMN inspected_at TIMESTAMP(3) WITH TIME ZONE;

-- How often packs in warm storage may have come to hold less that is needed, and up to which of those times that was acted on.
ALTER TABLE content_vault ADD COLUMN thinned BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE content_vault ADD COLUMN repacked BIGINT DEFAULT 0 NOT NULL;

ALTER TABLE content_pack ADD COLUMN checked_at TIMESTAMP(3) WITH TIME ZONE;

CREATE INDEX content_pack_by_check ON content_pack (state, checked_at);
