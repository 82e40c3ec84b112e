-- The number in the name of a pack's object. A pack that is taken over from the store has the name that it was written under, and
-- another number: its own may have been given to another one since.
ALTER TABLE content_pack ADD COLUMN serial INTEGER;

UPDATE content_pack SET serial = number;

ALTER TABLE content_pack ALTER COLUMN serial SET NOT NULL;

-- An object is one pack's.
CREATE UNIQUE INDEX content_pack_by_name ON content_pack (session_id, serial);

DROP INDEX content_pack_by_session;
