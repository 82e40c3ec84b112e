-- Lists are in the order of characters; a database's own collation may order otherwise, and H2 has no collations of columns.
ALTER TABLE backup_plan ALTER COLUMN id TYPE VARCHAR(64) COLLATE "C";
ALTER TABLE backup_selection ALTER COLUMN name TYPE VARCHAR(64) COLLATE "C";
