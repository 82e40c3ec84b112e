-- One row for everybody: there is one virtual time. Durations and instants in ISO-8601, to the nanosecond.
CREATE TABLE clock_state (
    id              SMALLINT    NOT NULL,
    time_offset     VARCHAR(64) NOT NULL,
    pin_holder      VARCHAR(64),
    pin_at          VARCHAR(64),
    pin_real_expiry VARCHAR(64),
    CONSTRAINT clock_state_pk PRIMARY KEY (id),
    CONSTRAINT clock_state_is_one_row CHECK (id = 1)
);

INSERT INTO clock_state (id, time_offset) VALUES (1, 'PT0S');
