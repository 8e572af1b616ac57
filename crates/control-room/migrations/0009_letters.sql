-- Notices by mail (crates/control-room/src/letters).
ALTER TABLE person ADD COLUMN email TEXT;

-- The automation by which they go out: one row, once an administrator has chosen one, and in whose name it runs.
CREATE TABLE notice_automation (
    id BIGINT PRIMARY KEY,
    automation_id TEXT NOT NULL REFERENCES automation (id) ON DELETE CASCADE,
    -- The text that was chosen: what others save later does not run in this name.
    version BIGINT NOT NULL,
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    set_at BIGINT NOT NULL
);

-- Of what goes out by mail: whose notice it is, the run that has it now, and when one was begun last.
ALTER TABLE notice_delivery ADD COLUMN person_id TEXT REFERENCES person (id) ON DELETE CASCADE;
ALTER TABLE notice_delivery ADD COLUMN run_id TEXT;
ALTER TABLE notice_delivery ADD COLUMN tried_at BIGINT;
CREATE INDEX notice_delivery_person ON notice_delivery (person_id, tried_at);
CREATE INDEX notice_delivery_undone ON notice_delivery (channel, due_at) WHERE done_at IS NULL;
