-- Who may come in, and what they may do (crates/control-room/src/access).
CREATE TABLE person (
    id TEXT PRIMARY KEY,
    -- As people write it, and as it is compared.
    name TEXT NOT NULL,
    folded TEXT NOT NULL UNIQUE,
    -- In the PHC string format; none: this person signs in elsewhere.
    password TEXT,
    disabled BIGINT NOT NULL DEFAULT 0,
    -- Wrong passwords since the last right one, and until when none is looked at.
    wrong BIGINT NOT NULL DEFAULT 0,
    locked_until BIGINT,
    -- What they read, `pt-BR`, and where they are, `America/Sao_Paulo`; none: not said.
    language TEXT,
    time_zone TEXT,
    version BIGINT NOT NULL DEFAULT 1,
    made_at BIGINT NOT NULL
);

CREATE TABLE role (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    folded TEXT NOT NULL UNIQUE,
    version BIGINT NOT NULL DEFAULT 1,
    made_at BIGINT NOT NULL
);

CREATE TABLE role_permission (
    role_id TEXT NOT NULL REFERENCES role (id) ON DELETE CASCADE,
    permission TEXT NOT NULL,
    PRIMARY KEY (role_id, permission)
);

CREATE TABLE person_role (
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    role_id TEXT NOT NULL REFERENCES role (id) ON DELETE CASCADE,
    PRIMARY KEY (person_id, role_id)
);

CREATE TABLE session (
    -- What the token in the cookie digests to: the token itself is nowhere.
    digest TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    agent TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL
);

-- What happens once.
CREATE TABLE once (what TEXT PRIMARY KEY);
