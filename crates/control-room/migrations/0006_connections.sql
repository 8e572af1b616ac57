-- OAuth connections: applications that are known to providers, who has signed in by them, and the tokens that came of it
-- (crates/control-room/src/connections).
CREATE TABLE connection (
    id TEXT PRIMARY KEY,
    -- As automations write it, and as people read it.
    name TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    provider TEXT NOT NULL,
    -- What is no secret, as JSON.
    details TEXT NOT NULL,
    -- Sealed, each under a name of its own.
    secret BYTEA,
    certificate BYTEA,
    service_key BYTEA,
    secret_ends_at BIGINT,
    certificate_ends_at BIGINT,
    -- Its provider, where it serves automations that name no connection: one of each provider does.
    default_for TEXT UNIQUE,
    owner_id TEXT REFERENCES person (id) ON DELETE SET NULL,
    version BIGINT NOT NULL DEFAULT 1,
    made_at BIGINT NOT NULL
);

-- Whose automations may use it.
CREATE TABLE connection_role (
    connection_id TEXT NOT NULL REFERENCES connection (id) ON DELETE CASCADE,
    role_id TEXT NOT NULL REFERENCES role (id) ON DELETE CASCADE,
    PRIMARY KEY (connection_id, role_id)
);

-- One token: that of the connection, that of a person by it, or that of a service account for somebody.
CREATE TABLE connection_token (
    id TEXT PRIMARY KEY,
    connection_id TEXT NOT NULL REFERENCES connection (id) ON DELETE CASCADE,
    person_id TEXT REFERENCES person (id) ON DELETE CASCADE,
    subject TEXT,
    -- `active` or `needs_sign_in`, and why, as JSON; also why the last renewal failed.
    state TEXT NOT NULL,
    reason TEXT,
    -- Since when it needs a sign-in, or renewals fail.
    since BIGINT,
    -- Sealed.
    access BYTEA,
    refresh BYTEA,
    obtained_at BIGINT,
    expires_at BIGINT,
    refresh_ends_at BIGINT,
    -- Who signed in, and what they allow, as JSON.
    account TEXT,
    scopes TEXT,
    -- Who gave it out, and takes the refresh token back.
    token_endpoint TEXT,
    signed_in_at BIGINT,
    -- Which token this is: each that is stored counts one on.
    generation BIGINT NOT NULL DEFAULT 0,
    -- Who asks for the next one, and until when nobody else does.
    refreshing_by TEXT,
    lease_until BIGINT,
    -- Since when an answer is owed. Still there later, whoever asked did not live to store it.
    renewing_since BIGINT,
    -- Before then nobody asks: so often it failed in a row.
    not_before BIGINT,
    failures BIGINT NOT NULL DEFAULT 0
);

CREATE INDEX connection_token_connection ON connection_token (connection_id);
CREATE INDEX connection_token_person ON connection_token (person_id);

-- Somebody is signing in.
CREATE TABLE connection_attempt (
    id TEXT PRIMARY KEY,
    -- What the state digests to (RFC 6749 §10.12); none: a device's code waits.
    digest TEXT UNIQUE,
    connection_id TEXT NOT NULL REFERENCES connection (id) ON DELETE CASCADE,
    -- Of the connection: what was begun by another is not gone on with.
    version BIGINT NOT NULL,
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    -- What the session digests to that it was begun in.
    browser TEXT,
    -- What only we know of it: verifier and nonce, or the device's code.
    sealed BYTEA NOT NULL,
    -- `pending`, `used`, `done`, `refused`, and why.
    state TEXT NOT NULL,
    outcome TEXT,
    -- When a device's code is asked about next.
    due_at BIGINT,
    made_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL
);

-- What people are told of, without having asked (crates/control-room/src/notices).
CREATE TABLE notice (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    -- What happened: of this a person is told once.
    event TEXT NOT NULL,
    kind TEXT NOT NULL,
    about TEXT NOT NULL,
    code TEXT NOT NULL,
    args TEXT NOT NULL,
    -- Why, as JSON.
    because TEXT,
    at BIGINT NOT NULL,
    read_at BIGINT,
    UNIQUE (person_id, event)
);

-- The same, on its way to somebody outside.
CREATE TABLE notice_delivery (
    id TEXT PRIMARY KEY,
    channel TEXT NOT NULL,
    event TEXT NOT NULL,
    kind TEXT NOT NULL,
    about TEXT NOT NULL,
    code TEXT NOT NULL,
    args TEXT NOT NULL,
    because TEXT,
    at BIGINT NOT NULL,
    tries BIGINT NOT NULL DEFAULT 0,
    -- When it is tried next; none: no more.
    due_at BIGINT,
    done_at BIGINT,
    -- What was said the last time it failed.
    failed TEXT,
    UNIQUE (channel, event)
);

CREATE INDEX notice_delivery_due ON notice_delivery (due_at);

-- What notices to a webhook are signed with: one row.
CREATE TABLE notice_secret (
    id BIGINT PRIMARY KEY,
    sealed BYTEA NOT NULL
);

-- Who looks after notices now, of several processes, and when everything was looked through last.
CREATE TABLE notice_turn (
    what TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    until BIGINT NOT NULL
);
