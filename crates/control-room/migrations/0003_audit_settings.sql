-- What was done and refused, and by whom (crates/control-room/src/audit). Rows are added, and neither changed nor removed: hence
-- no references, and the names of then.
CREATE TABLE audit (
    id TEXT PRIMARY KEY,
    at BIGINT NOT NULL,
    -- None: nobody who is known, or the Control Room itself.
    person_id TEXT,
    person TEXT,
    way TEXT NOT NULL,
    address TEXT,
    -- What it was done to: `credential` and the row's name.
    kind TEXT NOT NULL,
    about TEXT NOT NULL,
    -- The sentence: its code, and its values in JSON.
    code TEXT NOT NULL,
    args TEXT NOT NULL,
    -- The kind of what it was refused with.
    refused TEXT
);

CREATE INDEX audit_person ON audit (person_id, id);
CREATE INDEX audit_about ON audit (about, id);
CREATE INDEX audit_code ON audit (code, id);

-- How this Control Room works, as JSON (crates/control-room/src/settings): one row, once it was changed.
CREATE TABLE settings (
    id BIGINT PRIMARY KEY,
    value TEXT NOT NULL,
    version BIGINT NOT NULL
);
