-- The owner's log of events: never deleted. "Sent" is one watermark row, not a column.
CREATE TABLE producer (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    epoch BIGINT NOT NULL,
    base_seq BIGINT NOT NULL,
    last_seq BIGINT NOT NULL
);
INSERT INTO producer (id, epoch, base_seq, last_seq) VALUES (1, 1, 0, 0);

CREATE TABLE relay (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    sent_seq BIGINT NOT NULL
);
INSERT INTO relay (id, sent_seq) VALUES (1, 0);

CREATE TABLE outbox (
    seq BIGINT PRIMARY KEY,
    epoch BIGINT NOT NULL,
    event_id UUID NOT NULL,
    event_type TEXT NOT NULL,
    subject UUID NOT NULL,
    subject_seq BIGINT NOT NULL,
    envelope JSONB NOT NULL
);
CREATE UNIQUE INDEX outbox_by_subject ON outbox (subject, subject_seq);

CREATE TABLE subject_seqs (
    subject UUID PRIMARY KEY,
    last_seq BIGINT NOT NULL
);

-- Where this service stands in each producer's log; moved in the transaction of the effects.
CREATE TABLE cursors (
    producer TEXT PRIMARY KEY,
    epoch BIGINT NOT NULL,
    next_seq BIGINT NOT NULL
);

-- Events that wait for another producer's event about the same case.
CREATE TABLE waiting (
    producer TEXT NOT NULL,
    seq BIGINT NOT NULL,
    subject UUID NOT NULL,
    envelope JSONB NOT NULL,
    since TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (producer, seq)
);
CREATE INDEX waiting_by_subject ON waiting (subject);

-- Events that could not be understood; each parks its case until it is replayed.
CREATE TABLE dead_letters (
    producer TEXT NOT NULL,
    seq BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    subject UUID NOT NULL,
    event_type TEXT NOT NULL,
    envelope JSONB NOT NULL,
    reason TEXT NOT NULL,
    parked_at TIMESTAMPTZ NOT NULL,
    replay_asked BOOLEAN NOT NULL DEFAULT FALSE,
    replayed_at TIMESTAMPTZ,
    PRIMARY KEY (producer, seq)
);

-- What was lost or found different when a producer opened a new epoch.
CREATE TABLE reconciliations (
    producer TEXT NOT NULL,
    epoch BIGINT NOT NULL,
    base_seq BIGINT NOT NULL,
    expected_seq BIGINT NOT NULL,
    found_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (producer, epoch)
);

-- One hash chain per service (invariant 6). `entry` is the exact text that was hashed.
CREATE TABLE audit (
    seq BIGINT PRIMARY KEY,
    at TIMESTAMPTZ NOT NULL,
    action TEXT NOT NULL,
    subject UUID,
    entry TEXT NOT NULL,
    previous BYTEA NOT NULL,
    hash BYTEA NOT NULL
);
CREATE INDEX audit_by_subject ON audit (subject, seq);

CREATE TABLE audit_tip (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    seq BIGINT NOT NULL,
    hash BYTEA NOT NULL
);
INSERT INTO audit_tip (id, seq, hash) VALUES (1, 0, decode(repeat('00', 32), 'hex'));

CREATE TABLE idempotency (
    principal TEXT NOT NULL,
    route TEXT NOT NULL,
    key TEXT NOT NULL,
    request_hash BYTEA NOT NULL,
    status BIGINT NOT NULL,
    body JSONB NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (principal, route, key)
);
CREATE INDEX idempotency_by_age ON idempotency (created_at);

-- Who is on a case and who must not see it (R11), kept by every service from the events it reads.
CREATE TABLE case_parties (
    case_id UUID NOT NULL,
    party_id UUID NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (case_id, kind, party_id)
);
CREATE INDEX case_parties_by_party ON case_parties (party_id, kind, case_id);

CREATE TABLE leases (
    name TEXT PRIMARY KEY,
    holder UUID NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
);
