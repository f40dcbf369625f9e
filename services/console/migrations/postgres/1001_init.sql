-- Identities. The roles are a JSON list of the names in `events::Role`.
CREATE TABLE users (
  id            UUID PRIMARY KEY,
  username      TEXT NOT NULL UNIQUE,
  display_name  TEXT NOT NULL,
  roles         JSONB NOT NULL,
  person_id     UUID,
  unit_id       UUID,
  password_hash TEXT NOT NULL,
  active        BOOLEAN NOT NULL,
  version       BIGINT NOT NULL,
  created_at    TIMESTAMPTZ NOT NULL,
  changed_at    TIMESTAMPTZ NOT NULL
);

-- Opaque sessions: only the SHA-256 of the token is kept, so a copy of the store signs nobody in.
CREATE TABLE sessions (
  token_hash   BYTEA PRIMARY KEY,
  user_id      UUID NOT NULL,
  created_at   TIMESTAMPTZ NOT NULL,
  last_seen_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_last_seen ON sessions (last_seen_at);

-- Failed sign-ins by the name that was typed, known or not: the answer must not tell which names exist.
CREATE TABLE sign_in_failures (
  username       TEXT PRIMARY KEY,
  failures       BIGINT NOT NULL,
  last_failed_at TIMESTAMPTZ NOT NULL,
  locked_until   TIMESTAMPTZ
);
CREATE INDEX sign_in_failures_by_time ON sign_in_failures (last_failed_at);

-- The headers of every event of every producer, in the order in which they arrived here.
CREATE TABLE audit_log (
  id          UUID PRIMARY KEY,
  source      TEXT NOT NULL,
  epoch       BIGINT NOT NULL,
  seq         BIGINT NOT NULL,
  type        TEXT NOT NULL,
  subject     UUID NOT NULL,
  actor       JSONB NOT NULL,
  reason      TEXT,
  occurred_at TIMESTAMPTZ NOT NULL,
  recorded_at TIMESTAMPTZ NOT NULL,
  UNIQUE (source, epoch, seq)
);

-- What the live page needs to know of a case: enough for the reader's scope and for a headline.
CREATE TABLE cases (
  id          UUID PRIMARY KEY,
  case_number TEXT NOT NULL,
  class       TEXT NOT NULL
);

CREATE TABLE alerts (
  id      UUID PRIMARY KEY,
  case_id UUID NOT NULL,
  kind    TEXT NOT NULL,
  level   BIGINT NOT NULL,
  state   TEXT NOT NULL,
  changed_at TIMESTAMPTZ NOT NULL
);

-- What open pages are told; trimmed after an hour, because a page that was away longer reloads.
CREATE TABLE live_feed (
  id       UUID PRIMARY KEY,
  case_id  UUID NOT NULL,
  alert_id UUID,
  at       TIMESTAMPTZ NOT NULL
);

CREATE TABLE units (
  id   UUID PRIMARY KEY,
  name TEXT NOT NULL
);

-- Drills only: what the leaders' phones and mailboxes would have received.
CREATE TABLE drill_inbox (
  id          UUID PRIMARY KEY,
  message_id  TEXT NOT NULL UNIQUE,
  received_at TIMESTAMPTZ NOT NULL,
  channel     TEXT NOT NULL,
  recipient   TEXT NOT NULL,
  subject     TEXT NOT NULL,
  text        TEXT NOT NULL,
  link        TEXT
);
