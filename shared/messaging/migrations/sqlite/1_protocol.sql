-- The owner's log of events: never deleted. "Sent" is one watermark row, not a column.
CREATE TABLE producer (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    epoch INTEGER NOT NULL,
    base_seq INTEGER NOT NULL,
    last_seq INTEGER NOT NULL
) STRICT;
INSERT INTO producer (id, epoch, base_seq, last_seq) VALUES (1, 1, 0, 0);

CREATE TABLE relay (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    sent_seq INTEGER NOT NULL
) STRICT;
INSERT INTO relay (id, sent_seq) VALUES (1, 0);

CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY,
    epoch INTEGER NOT NULL,
    event_id BLOB NOT NULL,
    event_type TEXT NOT NULL,
    subject BLOB NOT NULL,
    subject_seq INTEGER NOT NULL,
    envelope TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX outbox_by_subject ON outbox (subject, subject_seq);

CREATE TABLE subject_seqs (
    subject BLOB PRIMARY KEY,
    last_seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Where this service stands in each producer's log; moved in the transaction of the effects.
CREATE TABLE cursors (
    producer TEXT PRIMARY KEY,
    epoch INTEGER NOT NULL,
    next_seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Events that wait for another producer's event about the same case.
CREATE TABLE waiting (
    producer TEXT NOT NULL,
    seq INTEGER NOT NULL,
    subject BLOB NOT NULL,
    envelope TEXT NOT NULL,
    since TEXT NOT NULL,
    PRIMARY KEY (producer, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX waiting_by_subject ON waiting (subject);

-- Events that could not be understood; each parks its case until it is replayed.
CREATE TABLE dead_letters (
    producer TEXT NOT NULL,
    seq INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    subject BLOB NOT NULL,
    event_type TEXT NOT NULL,
    envelope TEXT NOT NULL,
    reason TEXT NOT NULL,
    parked_at TEXT NOT NULL,
    replay_asked INTEGER NOT NULL DEFAULT 0,
    replayed_at TEXT,
    PRIMARY KEY (producer, seq)
) STRICT, WITHOUT ROWID;

-- What was lost or found different when a producer opened a new epoch.
CREATE TABLE reconciliations (
    producer TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    base_seq INTEGER NOT NULL,
    expected_seq INTEGER NOT NULL,
    found_at TEXT NOT NULL,
    PRIMARY KEY (producer, epoch)
) STRICT, WITHOUT ROWID;

-- One hash chain per service (invariant 6). `entry` is the exact text that was hashed.
CREATE TABLE audit (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    action TEXT NOT NULL,
    subject BLOB,
    entry TEXT NOT NULL,
    previous BLOB NOT NULL,
    hash BLOB NOT NULL
) STRICT;
CREATE INDEX audit_by_subject ON audit (subject, seq);

CREATE TABLE audit_tip (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL
) STRICT;
INSERT INTO audit_tip (id, seq, hash) VALUES (1, 0, zeroblob(32));

CREATE TABLE idempotency (
    principal TEXT NOT NULL,
    route TEXT NOT NULL,
    key TEXT NOT NULL,
    request_hash BLOB NOT NULL,
    status INTEGER NOT NULL,
    body TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (principal, route, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_by_age ON idempotency (created_at);

-- Who is on a case and who must not see it (R11), kept by every service from the events it reads.
CREATE TABLE case_parties (
    case_id BLOB NOT NULL,
    party_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (case_id, kind, party_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_parties_by_party ON case_parties (party_id, kind, case_id);

CREATE TABLE leases (
    name TEXT PRIMARY KEY,
    holder BLOB NOT NULL,
    expires_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
