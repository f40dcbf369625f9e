-- Directory: units and persons, referred to by every other service.
CREATE TABLE units (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    parent_id UUID REFERENCES units (id),
    active BOOLEAN NOT NULL,
    version BIGINT NOT NULL
);
-- Two indexes, because NULLs are distinct in a unique index.
CREATE UNIQUE INDEX units_name_below ON units (parent_id, name) WHERE parent_id IS NOT NULL;
CREATE UNIQUE INDEX units_name_top ON units (name) WHERE parent_id IS NULL;

CREATE TABLE persons (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    unit_id UUID NOT NULL REFERENCES units (id),
    active BOOLEAN NOT NULL,
    version BIGINT NOT NULL
);
-- Two people of one name in one unit are told apart by their titles; somebody who left frees the name.
CREATE UNIQUE INDEX persons_name ON persons (unit_id, name, title) WHERE active;

CREATE TABLE rules (
    id UUID PRIMARY KEY,
    category_prefix TEXT,
    keyword TEXT,
    place_prefix TEXT,
    unit_id UUID NOT NULL REFERENCES units (id),
    priority BIGINT NOT NULL,
    -- The criteria as one text, so that NULLs compare: the same rule is entered once.
    criteria TEXT NOT NULL,
    UNIQUE (unit_id, criteria)
);

-- A case: the facts of its registration, and the state of the one state machine.
CREATE TABLE cases (
    id UUID PRIMARY KEY,
    case_number TEXT NOT NULL UNIQUE,
    channel TEXT NOT NULL,
    class TEXT NOT NULL,
    matter TEXT NOT NULL,
    place TEXT,
    category TEXT,
    persons BIGINT NOT NULL,
    received_at TIMESTAMPTZ NOT NULL,
    registered_at TIMESTAMPTZ NOT NULL,
    conflict JSONB NOT NULL,
    status TEXT NOT NULL,
    requirement TEXT,
    due TEXT,
    letter_number TEXT,
    assigned_at TIMESTAMPTZ,
    accepted_unit UUID,
    accepted_at TIMESTAMPTZ,
    decision_number TEXT,
    outcome TEXT,
    issued_at TIMESTAMPTZ,
    served_at TIMESTAMPTZ,
    service_method TEXT,
    result TEXT,
    closed_at TIMESTAMPTZ,
    version BIGINT NOT NULL
);
CREATE UNIQUE INDEX cases_letter ON cases (letter_number) WHERE letter_number IS NOT NULL;

-- The six fixings' units and persons, one row each.
CREATE TABLE case_roles (
    case_id UUID NOT NULL REFERENCES cases (id),
    duty TEXT NOT NULL,
    ordinal BIGINT NOT NULL,
    unit_id UUID REFERENCES units (id),
    person_id UUID REFERENCES persons (id),
    PRIMARY KEY (case_id, duty, ordinal)
);
CREATE INDEX case_roles_person ON case_roles (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX case_roles_unit ON case_roles (unit_id) WHERE unit_id IS NOT NULL;

CREATE TABLE progress (
    case_id UUID NOT NULL REFERENCES cases (id),
    ordinal BIGINT NOT NULL,
    unit_id UUID NOT NULL,
    summary TEXT NOT NULL,
    reported_at TIMESTAMPTZ NOT NULL,
    actor_name TEXT NOT NULL,
    PRIMARY KEY (case_id, ordinal)
);

-- The texts of decisions: never in an event.
CREATE TABLE decisions (
    case_id UUID NOT NULL REFERENCES cases (id),
    number TEXT NOT NULL UNIQUE,
    outcome TEXT NOT NULL,
    summary TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    issued_at TIMESTAMPTZ NOT NULL,
    actor_name TEXT NOT NULL,
    PRIMARY KEY (case_id, number)
);

-- What happened, in order: the state is the fold of `data` (NULL for the registration).
CREATE TABLE case_history (
    case_id UUID NOT NULL REFERENCES cases (id),
    ordinal BIGINT NOT NULL,
    type TEXT NOT NULL,
    occurred_at TIMESTAMPTZ NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL,
    actor_name TEXT NOT NULL,
    text_zh TEXT NOT NULL,
    text_en TEXT NOT NULL,
    data JSONB,
    PRIMARY KEY (case_id, ordinal)
);

-- The last number given out in each series and year.
CREATE TABLE number_series (
    series TEXT NOT NULL,
    year BIGINT NOT NULL,
    last BIGINT NOT NULL,
    PRIMARY KEY (series, year)
);
