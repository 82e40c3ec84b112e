-- Lists are in the order of characters; a database's own collation may order otherwise, and H2 has no collations of columns.
ALTER TABLE vault ALTER COLUMN name TYPE VARCHAR(50) COLLATE "C";
ALTER TABLE recovery_point ALTER COLUMN resource_arn TYPE VARCHAR(2048) COLLATE "C";
ALTER TABLE file_system ALTER COLUMN id TYPE VARCHAR(43) COLLATE "C";
