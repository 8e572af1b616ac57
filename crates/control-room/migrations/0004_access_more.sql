-- More of who may come in (crates/control-room/src/access): second factors, API tokens, single sign-on.
CREATE TABLE second_factor (
    person_id TEXT PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
    -- The secret that the person's app shares.
    sealed BYTEA NOT NULL,
    -- Not before a first code has shown that the app has it.
    confirmed BIGINT NOT NULL DEFAULT 0,
    -- The time step of the last code that was taken: it and those before it are taken no more.
    used_step BIGINT NOT NULL DEFAULT 0,
    made_at BIGINT NOT NULL
);

CREATE TABLE recovery_code (
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    digest TEXT NOT NULL,
    PRIMARY KEY (person_id, digest)
);

CREATE TABLE api_token (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    -- What the token digests to: the token itself is nowhere.
    digest TEXT NOT NULL UNIQUE,
    -- The names of permissions, with a space between them.
    scopes TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    used_at BIGINT
);

CREATE INDEX api_token_person ON api_token (person_id, id);

-- Where people sign in besides here: providers of OpenID Connect.
CREATE TABLE sso_provider (
    id TEXT PRIMARY KEY,
    folded TEXT NOT NULL UNIQUE,
    -- As JSON: its issuer, our name there, which claims say what.
    details TEXT NOT NULL,
    -- Our secret there; none: we have none.
    secret BYTEA,
    -- Who signs in there signs in by no password here.
    ends_passwords BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    made_at BIGINT NOT NULL
);

CREATE TABLE sso_group (
    provider_id TEXT NOT NULL REFERENCES sso_provider (id) ON DELETE CASCADE,
    -- As the provider names it.
    named TEXT NOT NULL,
    role_id TEXT NOT NULL REFERENCES role (id) ON DELETE CASCADE,
    PRIMARY KEY (provider_id, named, role_id)
);

CREATE TABLE sso_identity (
    provider_id TEXT NOT NULL REFERENCES sso_provider (id) ON DELETE CASCADE,
    -- What the provider never gives to another person (OpenID Connect Core 1.0 §2, `sub`).
    subject TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (provider_id, subject),
    UNIQUE (provider_id, person_id)
);

-- Somebody is on their way to a provider and back.
CREATE TABLE sso_attempt (
    -- What `state` digests to.
    digest TEXT PRIMARY KEY,
    provider_id TEXT NOT NULL REFERENCES sso_provider (id) ON DELETE CASCADE,
    -- What the cookie of the browser digests to that was sent there.
    browser TEXT NOT NULL,
    -- Whose sign-in there is to be linked; none: somebody comes in.
    person_id TEXT REFERENCES person (id) ON DELETE CASCADE,
    -- The nonce, the verifier, and where to go then.
    sealed BYTEA NOT NULL,
    ends_at BIGINT NOT NULL
);
