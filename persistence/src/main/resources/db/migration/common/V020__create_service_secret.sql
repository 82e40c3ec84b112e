-- What all instances of the service must know and nobody else may.
CREATE TABLE service_secret (
    name   VARCHAR(64)  NOT NULL,
    secret VARCHAR(128) NOT NULL,
    CONSTRAINT service_secret_pk PRIMARY KEY (name)
);
