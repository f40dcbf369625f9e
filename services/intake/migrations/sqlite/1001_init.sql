-- Petitions and the identity vault. What names a person or holds a petition's text is ciphertext
-- (AES-256-GCM, bound to table, row and column); everything else may travel in events.
-- References are checked at commit: one transaction writes the rows of many petitions table by table.

CREATE TABLE petitions (
    id                BLOB    NOT NULL PRIMARY KEY,
    case_number       TEXT    NOT NULL UNIQUE,
    -- SHA-256 of the receipt code; the code itself is on the petitioner's slip only.
    receipt_hash      BLOB    NOT NULL UNIQUE,
    channel           TEXT    NOT NULL,
    class             TEXT    NOT NULL,
    subject           TEXT    NOT NULL,
    place             TEXT,
    category          TEXT,
    persons           INTEGER NOT NULL CHECK (persons >= 1),
    received_at       TEXT    NOT NULL,
    registered_at     TEXT    NOT NULL,
    late_entry        INTEGER NOT NULL,
    reception_ended_at TEXT,
    reception_result  TEXT,
    body_chars        INTEGER NOT NULL,
    version           INTEGER NOT NULL
) STRICT;

CREATE TABLE petition_texts (
    petition_id BLOB NOT NULL PRIMARY KEY REFERENCES petitions (id) DEFERRABLE INITIALLY DEFERRED,
    body        BLOB NOT NULL
) STRICT;

CREATE TABLE petitioners (
    id              BLOB    NOT NULL PRIMARY KEY,
    petition_id     BLOB    NOT NULL REFERENCES petitions (id) DEFERRABLE INITIALLY DEFERRED,
    -- The order in which they signed, from 0.
    ordinal         INTEGER NOT NULL,
    representative  INTEGER NOT NULL,
    name            BLOB    NOT NULL,
    id_number       BLOB,
    phone           BLOB,
    address         BLOB,
    -- Keyed hashes for exact match inside intake; never shown, never published.
    id_number_index BLOB,
    phone_index     BLOB,
    UNIQUE (petition_id, ordinal)
) STRICT;
CREATE INDEX petitioners_by_id_number ON petitioners (id_number_index) WHERE id_number_index IS NOT NULL;
CREATE INDEX petitioners_by_phone ON petitioners (phone_index) WHERE phone_index IS NOT NULL;

-- The last number given in each series and year of registration (China).
CREATE TABLE number_series (
    series      TEXT    NOT NULL,
    year        INTEGER NOT NULL,
    last_number INTEGER NOT NULL,
    PRIMARY KEY (series, year)
) STRICT;

-- Import rows, each registered once for ever. The content is no key: real files hold identical texts.
CREATE TABLE sources (
    name        TEXT NOT NULL,
    external_id TEXT NOT NULL,
    petition_id BLOB NOT NULL REFERENCES petitions (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (name, external_id)
) STRICT;

-- The step shown to whoever holds the receipt, repeated from routing's events. No row: registered.
CREATE TABLE public_steps (
    petition_id BLOB NOT NULL PRIMARY KEY REFERENCES petitions (id) DEFERRABLE INITIALLY DEFERRED,
    status      TEXT NOT NULL,
    reached_at  TEXT NOT NULL
) STRICT;

-- Ids of routing's directory, so that the conflict facts of R11 cannot name a unit that does not exist.
CREATE TABLE directory (
    id   BLOB NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('unit', 'person'))
) STRICT;
