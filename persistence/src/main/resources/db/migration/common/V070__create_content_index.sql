-- Which packs there are, which chunks are in them and which contents need them.
CREATE TABLE content_vault (
    vault_id UUID    NOT NULL,
    header   BYTEA   NOT NULL,
    epoch    BIGINT  NOT NULL,
    garbage  BOOLEAN NOT NULL,
    CONSTRAINT content_vault_pk PRIMARY KEY (vault_id)
);

-- The open ones.
CREATE TABLE content_session (
    id       UUID        NOT NULL,
    vault_id UUID        NOT NULL,
    attempt  UUID        NOT NULL,
    tier     VARCHAR(16) NOT NULL,
    epoch    BIGINT      NOT NULL,
    CONSTRAINT content_session_pk PRIMARY KEY (id),
    CONSTRAINT content_session_uk UNIQUE (vault_id, attempt, tier)
);

CREATE SEQUENCE content_pack_number;

-- The size is 0, and there are no chunks, until the pack is finished.
CREATE TABLE content_pack (
    number     INTEGER     NOT NULL,
    vault_id   UUID        NOT NULL,
    tier       VARCHAR(16) NOT NULL,
    kind       VARCHAR(16) NOT NULL,
    session_id UUID        NOT NULL,
    state      VARCHAR(16) NOT NULL,
    doom_epoch BIGINT,
    size       BIGINT      NOT NULL,
    CONSTRAINT content_pack_pk PRIMARY KEY (number)
);

CREATE INDEX content_pack_by_vault ON content_pack (vault_id, state);
CREATE INDEX content_pack_by_session ON content_pack (session_id);

-- Chunks are looked up by the first eight bytes of their ids, which are random: keys of numbers make a far smaller index, and
-- every new chunk goes somewhere else in it. Only pieces of manifests need packs.
CREATE TABLE content_chunk (
    pack         INTEGER NOT NULL,
    frame        INTEGER NOT NULL,
    position     INTEGER NOT NULL,
    frame_length INTEGER NOT NULL,
    prefix       BIGINT  NOT NULL,
    id           BYTEA   NOT NULL,
    needs        BYTEA,
    CONSTRAINT content_chunk_pk PRIMARY KEY (pack, frame, position)
);

CREATE INDEX content_chunk_by_prefix ON content_chunk (prefix);

-- The sequence grows with each commit.
CREATE TABLE content (
    vault_id   UUID        NOT NULL,
    attempt    UUID        NOT NULL,
    tier       VARCHAR(16) NOT NULL,
    sequence   BIGINT      GENERATED ALWAYS AS IDENTITY,
    source     VARCHAR     NOT NULL,
    descriptor BYTEA       NOT NULL,
    packs      BYTEA       NOT NULL,
    CONSTRAINT content_pk PRIMARY KEY (vault_id, attempt, tier)
);

CREATE INDEX content_by_source ON content (vault_id, tier, source, sequence DESC);
