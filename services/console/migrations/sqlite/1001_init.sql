-- Identities. The roles are a JSON list of the names in `events::Role`.
CREATE TABLE users (
  id            BLOB PRIMARY KEY,
  username      TEXT NOT NULL UNIQUE,
  display_name  TEXT NOT NULL,
  roles         TEXT NOT NULL,
  person_id     BLOB,
  unit_id       BLOB,
  password_hash TEXT NOT NULL,
  active        INTEGER NOT NULL,
  version       INTEGER NOT NULL,
  created_at    TEXT NOT NULL,
  changed_at    TEXT NOT NULL
) STRICT;

-- Opaque sessions: only the SHA-256 of the token is kept, so a copy of the store signs nobody in.
CREATE TABLE sessions (
  token_hash   BLOB PRIMARY KEY,
  user_id      BLOB NOT NULL,
  created_at   TEXT NOT NULL,
  last_seen_at TEXT NOT NULL
) STRICT;
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_last_seen ON sessions (last_seen_at);

-- Failed sign-ins by the name that was typed, known or not: the answer must not tell which names exist.
CREATE TABLE sign_in_failures (
  username       TEXT PRIMARY KEY,
  failures       INTEGER NOT NULL,
  last_failed_at TEXT NOT NULL,
  locked_until   TEXT
) STRICT;
CREATE INDEX sign_in_failures_by_time ON sign_in_failures (last_failed_at);

-- The headers of every event of every producer, in the order in which they arrived here.
CREATE TABLE audit_log (
  id          BLOB PRIMARY KEY,
  source      TEXT NOT NULL,
  epoch       INTEGER NOT NULL,
  seq         INTEGER NOT NULL,
  type        TEXT NOT NULL,
  subject     BLOB NOT NULL,
  actor       TEXT NOT NULL,
  reason      TEXT,
  occurred_at TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  UNIQUE (source, epoch, seq)
) STRICT;

-- What the live page needs to know of a case: enough for the reader's scope and for a headline.
CREATE TABLE cases (
  id          BLOB PRIMARY KEY,
  case_number TEXT NOT NULL,
  class       TEXT NOT NULL
) STRICT;

CREATE TABLE alerts (
  id      BLOB PRIMARY KEY,
  case_id BLOB NOT NULL,
  kind    TEXT NOT NULL,
  level   INTEGER NOT NULL,
  state   TEXT NOT NULL,
  changed_at TEXT NOT NULL
) STRICT;

-- What open pages are told; trimmed after an hour, because a page that was away longer reloads.
CREATE TABLE live_feed (
  id       BLOB PRIMARY KEY,
  case_id  BLOB NOT NULL,
  alert_id BLOB,
  at       TEXT NOT NULL
) STRICT;

CREATE TABLE units (
  id   BLOB PRIMARY KEY,
  name TEXT NOT NULL
) STRICT;

-- Drills only: what the leaders' phones and mailboxes would have received.
CREATE TABLE drill_inbox (
  id          BLOB PRIMARY KEY,
  message_id  TEXT NOT NULL UNIQUE,
  received_at TEXT NOT NULL,
  channel     TEXT NOT NULL,
  recipient   TEXT NOT NULL,
  subject     TEXT NOT NULL,
  text        TEXT NOT NULL,
  link        TEXT
) STRICT;
