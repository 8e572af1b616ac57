-- What was run, and what came of it (crates/control-room/src/runs).

-- Processes that carry runs out, and when they last said that they do.
CREATE TABLE runner (
    id TEXT PRIMARY KEY,
    beat_at BIGINT NOT NULL
);

-- The texts of runs, sealed, by what they digest to.
CREATE TABLE run_text (
    digest TEXT PRIMARY KEY,
    sealed BYTEA NOT NULL
);

CREATE TABLE run (
    id TEXT PRIMARY KEY,
    -- None: a text that was tried, or a file at a terminal. Automations may be gone: no reference.
    automation_id TEXT,
    version BIGINT,
    -- As the text called itself then.
    name TEXT NOT NULL,
    -- What the text digests to; whether it is kept is for run_text to say.
    digest TEXT NOT NULL,
    -- In JSON, as they were given. No credential is among them.
    variables TEXT NOT NULL,
    dry_run BIGINT NOT NULL,
    -- The run whose effects this one does not repeat: itself, unless it tries another one again.
    origin TEXT NOT NULL,
    -- In whose name it acts, by the name of then; none: whoever holds the key.
    person_id TEXT,
    person TEXT,
    -- Who started it, and how.
    by_id TEXT,
    by_name TEXT,
    way TEXT NOT NULL,
    -- queued, running; then ok, with_failures, failed, cancelled or interrupted.
    state TEXT NOT NULL,
    -- The ledger that it goes by, which one run has at a time.
    alone TEXT,
    -- Which process has it.
    runner TEXT,
    stop_asked BIGINT NOT NULL DEFAULT 0,
    queued_at BIGINT NOT NULL,
    began_at BIGINT,
    ended_at BIGINT,
    done BIGINT NOT NULL DEFAULT 0,
    failed BIGINT NOT NULL DEFAULT 0,
    files BIGINT NOT NULL DEFAULT 0,
    bytes BIGINT NOT NULL DEFAULT 0,
    -- In JSON.
    cost TEXT,
    failure TEXT,
    -- How many events there were; those that are not kept were in the middle.
    events BIGINT NOT NULL DEFAULT 0,
    left_out BIGINT NOT NULL DEFAULT 0
);

CREATE INDEX run_person ON run (person_id, id);
CREATE INDEX run_automation ON run (automation_id, id);
CREATE INDEX run_state ON run (state, id);
CREATE UNIQUE INDEX run_alone ON run (alone) WHERE state = 'running';

CREATE TABLE run_event (
    run_id TEXT NOT NULL,
    -- From 1.
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (run_id, number)
);

-- The messages that a run has worked on.
CREATE TABLE run_item (
    run_id TEXT NOT NULL,
    -- From 1.
    number BIGINT NOT NULL,
    -- Its number in its loops, such as 3.1; empty: of a step that changes many messages.
    place TEXT NOT NULL,
    step TEXT NOT NULL,
    subject TEXT NOT NULL,
    sender TEXT NOT NULL,
    message_id TEXT,
    received_at BIGINT,
    folder TEXT,
    -- Subject and sender, as they are searched.
    folded TEXT NOT NULL,
    -- begun; then done, failed, skipped, unknown or cancelled.
    outcome TEXT NOT NULL,
    -- Why, and what was done to it: in JSON.
    failure TEXT,
    effects TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (run_id, number)
);

CREATE INDEX run_item_message ON run_item (message_id, run_id);
CREATE INDEX run_item_sender ON run_item (sender, run_id);

-- The files that a run has saved.
CREATE TABLE run_file (
    run_id TEXT NOT NULL,
    -- From 1.
    number BIGINT NOT NULL,
    -- Beneath the folder of the automation.
    path TEXT NOT NULL,
    size BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (run_id, number)
);

-- The journal: effects that were claimed, and what came of them.
CREATE TABLE effect (
    origin TEXT NOT NULL,
    digest TEXT NOT NULL,
    -- Which passes of loops it belongs to.
    within TEXT NOT NULL,
    step TEXT NOT NULL,
    -- Which run claimed it.
    run_id TEXT NOT NULL,
    -- claimed, done, pending (until its session has ended well) or unknown.
    state TEXT NOT NULL,
    -- Sealed: it may be what a web server answered.
    result BYTEA,
    at BIGINT NOT NULL,
    PRIMARY KEY (origin, digest)
);

CREATE INDEX effect_within ON effect (origin, within);

-- Which messages an automation is through with, beyond one run: `automation/ID`, `file/NAME`, `mailbox/IDENTITY`.
CREATE TABLE ledger_item (
    ledger TEXT NOT NULL,
    name TEXT NOT NULL,
    -- begun, done, failed or unknown.
    state TEXT NOT NULL,
    -- The first run that worked on it.
    run_id TEXT,
    PRIMARY KEY (ledger, name)
);

CREATE TABLE ledger_content (
    ledger TEXT NOT NULL,
    content TEXT NOT NULL,
    -- Where a message of this content was when last heard of, in JSON.
    place TEXT NOT NULL,
    PRIMARY KEY (ledger, content)
);
