-- Has a row from the beginning of a recovery of the catalog to its end.
CREATE TABLE open_recovery (
    id INTEGER NOT NULL,
    CONSTRAINT open_recovery_pk PRIMARY KEY (id)
);
