-- Automations and what they were before (crates/control-room/src/automations).
CREATE TABLE automation (
    id TEXT PRIMARY KEY,
    -- By which others run it: `invoices/archive.yaml`.
    path TEXT NOT NULL UNIQUE,
    -- As its newest text calls it, and as that is searched.
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    -- Of the newest text.
    version BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);

CREATE TABLE automation_version (
    automation_id TEXT NOT NULL REFERENCES automation (id) ON DELETE CASCADE,
    version BIGINT NOT NULL,
    text TEXT NOT NULL,
    -- What somebody says about the change.
    note TEXT NOT NULL,
    -- Who made it, by the name they had then.
    person_id TEXT,
    person TEXT,
    at BIGINT NOT NULL,
    PRIMARY KEY (automation_id, version)
);
