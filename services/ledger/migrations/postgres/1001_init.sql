-- The read model of all cases: copies of what the owners published, never a body, never a petitioner.
CREATE TABLE cases (
  id                 UUID PRIMARY KEY,
  case_number        TEXT NOT NULL UNIQUE,
  matter             TEXT NOT NULL,
  channel            TEXT NOT NULL,
  class              TEXT NOT NULL,
  place              TEXT,
  category           TEXT,
  persons            BIGINT NOT NULL,
  status             TEXT NOT NULL,
  received_at        TIMESTAMPTZ NOT NULL,
  registered_at      TIMESTAMPTZ NOT NULL,
  late_entry         BOOLEAN NOT NULL,
  lead_unit          UUID,
  supervising_unit   UUID,
  responsible_leader UUID,
  handler            UUID,
  closed_at          TIMESTAMPTZ,
  -- The worst running clock, and the earliest last day among the running clocks (YYYY-MM-DD).
  light              TEXT NOT NULL,
  due                TEXT,
  rule               TEXT,
  late_on_arrival    BOOLEAN NOT NULL,
  -- Red first, then by due: see domain::urgency.
  sort_key           BIGINT NOT NULL
);
CREATE INDEX cases_by_urgency ON cases (sort_key, id);
CREATE INDEX cases_by_status ON cases (status, sort_key, id);
CREATE INDEX cases_by_light ON cases (light, sort_key, id);
CREATE INDEX cases_by_lead_unit ON cases (lead_unit, sort_key, id);
CREATE INDEX cases_by_handler ON cases (handler, sort_key, id);

CREATE TABLE case_clocks (
  id              UUID PRIMARY KEY,
  case_id         UUID NOT NULL,
  rule            TEXT NOT NULL,
  ordinal         BIGINT NOT NULL,
  running         BOOLEAN NOT NULL,
  light           TEXT NOT NULL,
  due             TEXT NOT NULL,
  late_on_arrival BOOLEAN NOT NULL
);
CREATE INDEX case_clocks_by_case ON case_clocks (case_id);

CREATE TABLE timeline (
  id         UUID PRIMARY KEY,
  case_id    UUID NOT NULL,
  at         TIMESTAMPTZ NOT NULL,
  source     TEXT NOT NULL,
  type       TEXT NOT NULL,
  text_zh    TEXT NOT NULL,
  text_en    TEXT NOT NULL,
  actor_name TEXT NOT NULL
);
CREATE INDEX timeline_by_case ON timeline (case_id, at, id);

CREATE TABLE units (
  id   UUID PRIMARY KEY,
  name TEXT NOT NULL
);

CREATE TABLE persons (
  id   UUID PRIMARY KEY,
  name TEXT NOT NULL
);
