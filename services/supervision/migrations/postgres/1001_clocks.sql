-- The cases as far as clocks go: a copy kept by the events of intake and routing.
CREATE TABLE cases (
    id            UUID NOT NULL PRIMARY KEY,
    case_number   TEXT NOT NULL,
    class         TEXT NOT NULL,
    -- The unit that answers for the deadline (R9); none before assignment.
    lead_unit     UUID,
    -- Due date set with the assignment (R6), as YYYY-MM-DD.
    due_set       TEXT,
    registered_at TIMESTAMPTZ NOT NULL,
    closed_at     TIMESTAMPTZ
);

-- The units of the directory, for the names on the board.
CREATE TABLE units (
    id     UUID NOT NULL PRIMARY KEY,
    name   TEXT NOT NULL,
    kind   TEXT NOT NULL,
    active BOOLEAN NOT NULL
);

CREATE TABLE clocks (
    -- Hash of (case, rule, ordinal): arming twice is arming once.
    id               UUID NOT NULL PRIMARY KEY,
    case_id          UUID NOT NULL REFERENCES cases (id),
    rule             TEXT NOT NULL,
    ordinal          BIGINT NOT NULL,
    -- Raised by every change; firing is compare-and-set on (id, revision, stage).
    revision         BIGINT NOT NULL,
    state            TEXT NOT NULL CHECK (state IN ('running', 'stopped')),
    -- 0 armed, 1 near, 2 due today, 3 missed: the last stage that fired.
    stage            BIGINT NOT NULL CHECK (stage BETWEEN 0 AND 3),
    article          TEXT NOT NULL,
    started_at       TIMESTAMPTZ NOT NULL,
    due_unrolled     TEXT NOT NULL,
    due_rolled       TEXT NOT NULL,
    near_on          TEXT,
    provisional      BOOLEAN NOT NULL,
    rule_version     BIGINT NOT NULL,
    calendar_version TEXT NOT NULL,
    late_on_arrival  BOOLEAN NOT NULL,
    -- Business time of the next stage; none when nothing is left to fire.
    next_fire_at     TIMESTAMPTZ,
    stopped_at       TIMESTAMPTZ,
    in_time          BOOLEAN,
    -- The event that armed it, and the first event of its chain.
    basis_event      UUID NOT NULL,
    correlation      UUID NOT NULL,
    -- W3C trace context of what armed it: its stages go on in that trace.
    traceparent      TEXT,
    UNIQUE (case_id, rule, ordinal)
);

-- The timer reads from here alone: its cost is what is due, not what is open.
CREATE INDEX clocks_due ON clocks (state, next_fire_at);

-- The last moment at which every due stage had fired (one row), and an operator's word that the wall
-- clock is right after a jump.
CREATE TABLE time_mark (
    id           BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    business_at  TIMESTAMPTZ,
    real_at      TIMESTAMPTZ,
    confirmed_at TIMESTAMPTZ
);

INSERT INTO time_mark (id) VALUES (1);
