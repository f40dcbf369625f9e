-- What alerts knows of a case: number, class (R11), place and heads for a page. Never a matter or a name.
CREATE TABLE cases (
    id BLOB PRIMARY KEY,
    case_number TEXT NOT NULL,
    class TEXT NOT NULL,
    place TEXT,
    persons INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Copies of routing's directory.
CREATE TABLE units (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    active INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE people (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    unit_id BLOB NOT NULL,
    active INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE contacts (
    person_id BLOB PRIMARY KEY,
    email TEXT,
    webhook_url TEXT,
    quiet_from TEXT,
    quiet_until TEXT,
    version INTEGER NOT NULL,
    changed_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE rosters (
    id BLOB PRIMARY KEY,
    layer TEXT NOT NULL,
    name TEXT NOT NULL,
    rotation TEXT NOT NULL,
    anchor TEXT NOT NULL,
    handover TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE roster_members (
    roster_id BLOB NOT NULL REFERENCES rosters (id),
    position INTEGER NOT NULL,
    person_id BLOB NOT NULL,
    PRIMARY KEY (roster_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE roster_overrides (
    id BLOB PRIMARY KEY,
    roster_id BLOB NOT NULL REFERENCES rosters (id),
    person_id BLOB NOT NULL,
    from_at TEXT NOT NULL,
    until_at TEXT NOT NULL,
    reason TEXT NOT NULL,
    entered_by TEXT NOT NULL,
    entered_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX roster_overrides_by_end ON roster_overrides (until_at);

-- Each stage of a clock has its effect once: an alert or a place in a digest. `due` is in the key, because
-- a deadline that was moved warns again.
CREATE TABLE fired (
    clock_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    due TEXT NOT NULL,
    effect TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (clock_id, kind, due)
) STRICT, WITHOUT ROWID;

-- `body` is the state machine's own state; the other columns are what is searched and shown. `traceparent`:
-- W3C trace context of what raised it; its escalations go on in that trace.
CREATE TABLE alerts (
    id BLOB PRIMARY KEY,
    case_id BLOB,
    clock_id BLOB,
    kind TEXT NOT NULL,
    dedup_key TEXT NOT NULL UNIQUE,
    rule TEXT,
    due TEXT,
    layer TEXT,
    note TEXT,
    correlation BLOB,
    traceparent TEXT,
    state TEXT NOT NULL,
    level INTEGER NOT NULL,
    raised_at TEXT NOT NULL,
    check_at TEXT,
    acknowledged_at TEXT,
    acknowledged_by TEXT,
    closed_at TEXT,
    outcome TEXT,
    body TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX alerts_by_check ON alerts (state, check_at);
CREATE INDEX alerts_by_case ON alerts (case_id, id);
CREATE INDEX alerts_by_clock ON alerts (clock_id);
CREATE INDEX alerts_by_layer ON alerts (layer, state);

-- Who was ever called for an alert: they may see and answer it.
CREATE TABLE alert_pages (
    alert_id BLOB NOT NULL,
    person_id BLOB NOT NULL,
    PRIMARY KEY (alert_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX alert_pages_by_person ON alert_pages (person_id, alert_id);

-- One message to one person through one channel; its id is the idempotency key. Times are real time.
CREATE TABLE deliveries (
    id BLOB PRIMARY KEY,
    alert_id BLOB,
    digest_id BLOB,
    case_id BLOB,
    person_id BLOB NOT NULL,
    level INTEGER NOT NULL,
    round INTEGER NOT NULL,
    channel TEXT NOT NULL,
    target TEXT NOT NULL,
    next_channels TEXT NOT NULL,
    message TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_attempt_at TEXT,
    lease_until TEXT,
    last_error TEXT,
    created_at TEXT NOT NULL,
    sent_at TEXT,
    settled_at TEXT,
    traceparent TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX deliveries_due ON deliveries (state, next_attempt_at);
CREATE INDEX deliveries_by_alert ON deliveries (alert_id, level, person_id, id);

-- One summary per recipient of everything that was late on arrival. Times are real time. Without a
-- recipient: nobody was on call when the items came; they wait for somebody.
CREATE TABLE digests (
    id BLOB PRIMARY KEY,
    recipient BLOB,
    items INTEGER NOT NULL,
    opened_at TEXT NOT NULL,
    last_item_at TEXT NOT NULL,
    sent_at TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX digests_open ON digests (sent_at, recipient);

CREATE TABLE digest_items (
    id BLOB PRIMARY KEY,
    digest_id BLOB NOT NULL,
    case_id BLOB NOT NULL,
    clock_id BLOB NOT NULL,
    kind TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX digest_items_by_digest ON digest_items (digest_id, id);
