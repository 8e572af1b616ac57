-- The vault of credentials (crates/control-room/src/vault). Names are how automations find what is here: they never change.
CREATE TABLE locker (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    made_at BIGINT NOT NULL
);

-- What people are in a locker: owner, manager or participant.
CREATE TABLE locker_person (
    locker_id TEXT NOT NULL REFERENCES locker (id) ON DELETE CASCADE,
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    standing TEXT NOT NULL,
    PRIMARY KEY (locker_id, person_id)
);

CREATE INDEX locker_person_person ON locker_person (person_id);

-- The roles whose holders are consumers of a locker.
CREATE TABLE locker_role (
    locker_id TEXT NOT NULL REFERENCES locker (id) ON DELETE CASCADE,
    role_id TEXT NOT NULL REFERENCES role (id) ON DELETE CASCADE,
    PRIMARY KEY (locker_id, role_id)
);

CREATE TABLE credential (
    id TEXT PRIMARY KEY,
    locker_id TEXT NOT NULL REFERENCES locker (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    -- Whose own it is; none: whoever held the key made it.
    maker_id TEXT REFERENCES person (id) ON DELETE SET NULL,
    -- In JSON; an empty list allows any.
    allowed_hosts TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    made_at BIGINT NOT NULL,
    UNIQUE (locker_id, name)
);

CREATE TABLE credential_attribute (
    credential_id TEXT NOT NULL REFERENCES credential (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    -- Its place in the list.
    place BIGINT NOT NULL,
    -- One value for all, `standard`, or one for each person, `user_provided`.
    input TEXT NOT NULL,
    masked BIGINT NOT NULL,
    PRIMARY KEY (credential_id, name)
);

-- The values of standard attributes; the one of the greatest number holds.
CREATE TABLE credential_value (
    credential_id TEXT NOT NULL,
    attribute TEXT NOT NULL,
    number BIGINT NOT NULL,
    sealed BYTEA NOT NULL,
    -- The number of the one that it repeats.
    restored BIGINT,
    person_id TEXT,
    person TEXT,
    set_at BIGINT NOT NULL,
    PRIMARY KEY (credential_id, attribute, number),
    FOREIGN KEY (credential_id, attribute) REFERENCES credential_attribute (credential_id, name) ON DELETE CASCADE
);

-- The values that people gave for themselves.
CREATE TABLE credential_own (
    credential_id TEXT NOT NULL,
    attribute TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    sealed BYTEA NOT NULL,
    set_at BIGINT NOT NULL,
    PRIMARY KEY (credential_id, attribute, person_id),
    FOREIGN KEY (credential_id, attribute) REFERENCES credential_attribute (credential_id, name) ON DELETE CASCADE
);
