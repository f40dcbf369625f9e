-- The read model of all cases: copies of what the owners published, never a body, never a petitioner.
CREATE TABLE cases (
  id                 BLOB PRIMARY KEY,
  case_number        TEXT NOT NULL UNIQUE,
  matter             TEXT NOT NULL,
  channel            TEXT NOT NULL,
  class              TEXT NOT NULL,
  place              TEXT,
  category           TEXT,
  persons            INTEGER NOT NULL,
  status             TEXT NOT NULL,
  received_at        TEXT NOT NULL,
  registered_at      TEXT NOT NULL,
  late_entry         INTEGER NOT NULL,
  lead_unit          BLOB,
  supervising_unit   BLOB,
  responsible_leader BLOB,
  handler            BLOB,
  closed_at          TEXT,
  -- The worst running clock, and the earliest last day among the running clocks (YYYY-MM-DD).
  light              TEXT NOT NULL,
  due                TEXT,
  rule               TEXT,
  late_on_arrival    INTEGER NOT NULL,
  -- Red first, then by due: see domain::urgency.
  sort_key           INTEGER NOT NULL
) STRICT;
CREATE INDEX cases_by_urgency ON cases (sort_key, id);
CREATE INDEX cases_by_status ON cases (status, sort_key, id);
CREATE INDEX cases_by_light ON cases (light, sort_key, id);
CREATE INDEX cases_by_lead_unit ON cases (lead_unit, sort_key, id);
CREATE INDEX cases_by_handler ON cases (handler, sort_key, id);

CREATE TABLE case_clocks (
  id              BLOB PRIMARY KEY,
  case_id         BLOB NOT NULL,
  rule            TEXT NOT NULL,
  ordinal         INTEGER NOT NULL,
  running         INTEGER NOT NULL,
  light           TEXT NOT NULL,
  due             TEXT NOT NULL,
  late_on_arrival INTEGER NOT NULL
) STRICT;
CREATE INDEX case_clocks_by_case ON case_clocks (case_id);

CREATE TABLE timeline (
  id         BLOB PRIMARY KEY,
  case_id    BLOB NOT NULL,
  at         TEXT NOT NULL,
  source     TEXT NOT NULL,
  type       TEXT NOT NULL,
  text_zh    TEXT NOT NULL,
  text_en    TEXT NOT NULL,
  actor_name TEXT NOT NULL
) STRICT;
CREATE INDEX timeline_by_case ON timeline (case_id, at, id);

CREATE TABLE units (
  id   BLOB PRIMARY KEY,
  name TEXT NOT NULL
) STRICT;

CREATE TABLE persons (
  id   BLOB PRIMARY KEY,
  name TEXT NOT NULL
) STRICT;
