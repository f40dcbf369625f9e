-- What alerts knows of a case: number, class (R11), place and heads for a page. Never a matter or a name.
CREATE TABLE cases (
    id UUID PRIMARY KEY,
    case_number TEXT NOT NULL,
    class TEXT NOT NULL,
    place TEXT,
    persons BIGINT NOT NULL
);

-- Copies of routing's directory.
CREATE TABLE units (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL,
    active BOOLEAN NOT NULL
);

CREATE TABLE people (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL,
    unit_id UUID NOT NULL,
    active BOOLEAN NOT NULL
);

CREATE TABLE contacts (
    person_id UUID PRIMARY KEY,
    email TEXT,
    webhook_url TEXT,
    quiet_from TEXT,
    quiet_until TEXT,
    version BIGINT NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE rosters (
    id UUID PRIMARY KEY,
    layer TEXT NOT NULL,
    name TEXT NOT NULL,
    rotation TEXT NOT NULL,
    anchor TEXT NOT NULL,
    handover TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE roster_members (
    roster_id UUID NOT NULL REFERENCES rosters (id),
    position BIGINT NOT NULL,
    person_id UUID NOT NULL,
    PRIMARY KEY (roster_id, position)
);

CREATE TABLE roster_overrides (
    id UUID PRIMARY KEY,
    roster_id UUID NOT NULL REFERENCES rosters (id),
    person_id UUID NOT NULL,
    from_at TIMESTAMPTZ NOT NULL,
    until_at TIMESTAMPTZ NOT NULL,
    reason TEXT NOT NULL,
    entered_by TEXT NOT NULL,
    entered_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX roster_overrides_by_end ON roster_overrides (until_at);

-- Each stage of a clock has its effect once: an alert or a place in a digest. `due` is in the key, because
-- a deadline that was moved warns again.
CREATE TABLE fired (
    clock_id UUID NOT NULL,
    kind TEXT NOT NULL,
    due TEXT NOT NULL,
    effect TEXT NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (clock_id, kind, due)
);

-- `body` is the state machine's own state; the other columns are what is searched and shown. `traceparent`:
-- W3C trace context of what raised it; its escalations go on in that trace.
CREATE TABLE alerts (
    id UUID PRIMARY KEY,
    case_id UUID,
    clock_id UUID,
    kind TEXT NOT NULL,
    dedup_key TEXT NOT NULL UNIQUE,
    rule TEXT,
    due TEXT,
    layer TEXT,
    note TEXT,
    correlation UUID,
    traceparent TEXT,
    state TEXT NOT NULL,
    level BIGINT NOT NULL,
    raised_at TIMESTAMPTZ NOT NULL,
    check_at TIMESTAMPTZ,
    acknowledged_at TIMESTAMPTZ,
    acknowledged_by TEXT,
    closed_at TIMESTAMPTZ,
    outcome TEXT,
    body JSONB NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX alerts_by_check ON alerts (state, check_at);
CREATE INDEX alerts_by_case ON alerts (case_id, id);
CREATE INDEX alerts_by_clock ON alerts (clock_id);
CREATE INDEX alerts_by_layer ON alerts (layer, state);

-- Who was ever called for an alert: they may see and answer it.
CREATE TABLE alert_pages (
    alert_id UUID NOT NULL,
    person_id UUID NOT NULL,
    PRIMARY KEY (alert_id, person_id)
);
CREATE INDEX alert_pages_by_person ON alert_pages (person_id, alert_id);

-- One message to one person through one channel; its id is the idempotency key. Times are real time.
CREATE TABLE deliveries (
    id UUID PRIMARY KEY,
    alert_id UUID,
    digest_id UUID,
    case_id UUID,
    person_id UUID NOT NULL,
    level BIGINT NOT NULL,
    round BIGINT NOT NULL,
    channel TEXT NOT NULL,
    target TEXT NOT NULL,
    next_channels JSONB NOT NULL,
    message JSONB NOT NULL,
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    next_attempt_at TIMESTAMPTZ,
    lease_until TIMESTAMPTZ,
    last_error TEXT,
    created_at TIMESTAMPTZ NOT NULL,
    sent_at TIMESTAMPTZ,
    settled_at TIMESTAMPTZ,
    traceparent TEXT
);
CREATE INDEX deliveries_due ON deliveries (state, next_attempt_at);
CREATE INDEX deliveries_by_alert ON deliveries (alert_id, level, person_id, id);

-- One summary per recipient of everything that was late on arrival. Times are real time. Without a
-- recipient: nobody was on call when the items came; they wait for somebody.
CREATE TABLE digests (
    id UUID PRIMARY KEY,
    recipient UUID,
    items BIGINT NOT NULL,
    opened_at TIMESTAMPTZ NOT NULL,
    last_item_at TIMESTAMPTZ NOT NULL,
    sent_at TIMESTAMPTZ
);
CREATE INDEX digests_open ON digests (sent_at, recipient);

CREATE TABLE digest_items (
    id UUID PRIMARY KEY,
    digest_id UUID NOT NULL,
    case_id UUID NOT NULL,
    clock_id UUID NOT NULL,
    kind TEXT NOT NULL
);
CREATE INDEX digest_items_by_digest ON digest_items (digest_id, id);
