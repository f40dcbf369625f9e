-- Directory: units and persons, referred to by every other service.
CREATE TABLE units (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    parent_id BLOB REFERENCES units (id),
    active INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;
-- Two indexes, because NULLs are distinct in a unique index.
CREATE UNIQUE INDEX units_name_below ON units (parent_id, name) WHERE parent_id IS NOT NULL;
CREATE UNIQUE INDEX units_name_top ON units (name) WHERE parent_id IS NULL;

CREATE TABLE persons (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    unit_id BLOB NOT NULL REFERENCES units (id),
    active INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;
-- Two people of one name in one unit are told apart by their titles; somebody who left frees the name.
CREATE UNIQUE INDEX persons_name ON persons (unit_id, name, title) WHERE active = 1;

CREATE TABLE rules (
    id BLOB PRIMARY KEY,
    category_prefix TEXT,
    keyword TEXT,
    place_prefix TEXT,
    unit_id BLOB NOT NULL REFERENCES units (id),
    priority INTEGER NOT NULL,
    -- The criteria as one text, so that NULLs compare: the same rule is entered once.
    criteria TEXT NOT NULL,
    UNIQUE (unit_id, criteria)
) STRICT;

-- A case: the facts of its registration, and the state of the one state machine.
CREATE TABLE cases (
    id BLOB PRIMARY KEY,
    case_number TEXT NOT NULL UNIQUE,
    channel TEXT NOT NULL,
    class TEXT NOT NULL,
    matter TEXT NOT NULL,
    place TEXT,
    category TEXT,
    persons INTEGER NOT NULL,
    received_at TEXT NOT NULL,
    registered_at TEXT NOT NULL,
    conflict TEXT NOT NULL,
    status TEXT NOT NULL,
    requirement TEXT,
    due TEXT,
    letter_number TEXT,
    assigned_at TEXT,
    accepted_unit BLOB,
    accepted_at TEXT,
    decision_number TEXT,
    outcome TEXT,
    issued_at TEXT,
    served_at TEXT,
    service_method TEXT,
    result TEXT,
    closed_at TEXT,
    version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX cases_letter ON cases (letter_number) WHERE letter_number IS NOT NULL;

-- The six fixings' units and persons, one row each.
CREATE TABLE case_roles (
    case_id BLOB NOT NULL REFERENCES cases (id),
    duty TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    unit_id BLOB REFERENCES units (id),
    person_id BLOB REFERENCES persons (id),
    PRIMARY KEY (case_id, duty, ordinal)
) STRICT;
CREATE INDEX case_roles_person ON case_roles (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX case_roles_unit ON case_roles (unit_id) WHERE unit_id IS NOT NULL;

CREATE TABLE progress (
    case_id BLOB NOT NULL REFERENCES cases (id),
    ordinal INTEGER NOT NULL,
    unit_id BLOB NOT NULL,
    summary TEXT NOT NULL,
    reported_at TEXT NOT NULL,
    actor_name TEXT NOT NULL,
    PRIMARY KEY (case_id, ordinal)
) STRICT;

-- The texts of decisions: never in an event.
CREATE TABLE decisions (
    case_id BLOB NOT NULL REFERENCES cases (id),
    number TEXT NOT NULL UNIQUE,
    outcome TEXT NOT NULL,
    summary TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    issued_at TEXT NOT NULL,
    actor_name TEXT NOT NULL,
    PRIMARY KEY (case_id, number)
) STRICT;

-- What happened, in order: the state is the fold of `data` (NULL for the registration).
CREATE TABLE case_history (
    case_id BLOB NOT NULL REFERENCES cases (id),
    ordinal INTEGER NOT NULL,
    type TEXT NOT NULL,
    occurred_at TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    actor_name TEXT NOT NULL,
    text_zh TEXT NOT NULL,
    text_en TEXT NOT NULL,
    data TEXT,
    PRIMARY KEY (case_id, ordinal)
) STRICT;

-- The last number given out in each series and year.
CREATE TABLE number_series (
    series TEXT NOT NULL,
    year INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (series, year)
) STRICT;
