-- The keys that seal secrets, each sealed with the master key (crates/control-room/src/seal). New secrets take the newest.
CREATE TABLE data_key (
    id TEXT PRIMARY KEY,
    sealed BYTEA NOT NULL,
    made_at BIGINT NOT NULL
);
