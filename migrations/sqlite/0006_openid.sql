-- OpenID Connect: relying parties, what people granted them, signing keys, and who is to be told of an end.

-- A flow that has only begun is in its own id from now on; its browser begins anew.
DELETE FROM flow WHERE version = 1;

-- `metadata` is the client's registration in RFC 7591's words; its secret is 256 random bits, kept as a hash.
CREATE TABLE client (
  id          INTEGER PRIMARY KEY,
  bureau      INTEGER NOT NULL REFERENCES bureau (id),
  client_id   TEXT NOT NULL,
  metadata    TEXT NOT NULL,
  secret_hash BLOB,
  state       TEXT NOT NULL,
  made_at     INTEGER NOT NULL,
  changed_at  INTEGER NOT NULL,
  version     INTEGER NOT NULL,
  UNIQUE (bureau, client_id)
) STRICT;

-- One authorization and all tokens of its family. `serial` is that of the refresh token that counts now. A
-- row is found by the code that it was redeemed with: a code counts once.
CREATE TABLE oauth_grant (
  id             INTEGER PRIMARY KEY,
  bureau         INTEGER NOT NULL REFERENCES bureau (id),
  client         INTEGER NOT NULL REFERENCES client (id),
  person         INTEGER NOT NULL REFERENCES person (id),
  session        INTEGER NOT NULL,
  offline        INTEGER NOT NULL,
  mandate        INTEGER NOT NULL,
  engagement     INTEGER NOT NULL,
  scope          TEXT NOT NULL,
  functions      TEXT NOT NULL,
  claims         TEXT NOT NULL,
  key_thumbprint TEXT NOT NULL,
  code_hash      BLOB UNIQUE,
  parent         INTEGER NOT NULL,
  notify         INTEGER NOT NULL,
  made_at        INTEGER NOT NULL,
  expires_at     INTEGER NOT NULL,
  ended_at       INTEGER,
  serial         INTEGER NOT NULL,
  mac            BLOB NOT NULL
) STRICT;
CREATE INDEX oauth_grant_session ON oauth_grant (session) WHERE session <> 0;
CREATE INDEX oauth_grant_mandate ON oauth_grant (mandate) WHERE mandate <> 0;
CREATE INDEX oauth_grant_engagement ON oauth_grant (engagement) WHERE engagement <> 0;
CREATE INDEX oauth_grant_parent ON oauth_grant (parent) WHERE parent <> 0;
CREATE INDEX oauth_grant_person ON oauth_grant (person);
CREATE INDEX oauth_grant_client ON oauth_grant (client);
CREATE INDEX oauth_grant_expires ON oauth_grant (expires_at);

CREATE TRIGGER oauth_grant_bureau BEFORE INSERT ON oauth_grant
WHEN (SELECT bureau FROM person WHERE id = NEW.person) <> NEW.bureau
  OR (SELECT bureau FROM client WHERE id = NEW.client) <> NEW.bureau
BEGIN SELECT RAISE(ABORT, 'grant across bureaus'); END;

-- What is accepted once: DPoP proofs, client assertions.
CREATE TABLE spent (
  hash       BLOB PRIMARY KEY,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX spent_expires ON spent (expires_at);

-- A device's request while a person decides on it elsewhere (RFC 8628).
CREATE TABLE device_request (
  device_hash    BLOB PRIMARY KEY,
  bureau         INTEGER NOT NULL REFERENCES bureau (id),
  user_code_hash BLOB NOT NULL UNIQUE,
  client         INTEGER NOT NULL REFERENCES client (id),
  request        TEXT NOT NULL,
  state          TEXT NOT NULL,
  session        INTEGER NOT NULL,
  polled_at      INTEGER NOT NULL,
  pace           INTEGER NOT NULL,
  expires_at     INTEGER NOT NULL,
  version        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX device_request_expires ON device_request (expires_at);

CREATE TABLE signing_key (
  kid        TEXT PRIMARY KEY,
  bureau     INTEGER NOT NULL REFERENCES bureau (id),
  alg        TEXT NOT NULL,
  key_sealed BLOB NOT NULL,
  active_at  INTEGER NOT NULL,
  retires_at INTEGER
) STRICT;
CREATE INDEX signing_key_bureau ON signing_key (bureau, active_at);

-- Relying parties that are to be told that what they were granted is over (back-channel logout).
CREATE TABLE logout_notice (
  id       INTEGER PRIMARY KEY,
  grant_id INTEGER NOT NULL,
  due_at   INTEGER NOT NULL,
  tries    INTEGER NOT NULL
) STRICT;
CREATE INDEX logout_notice_due ON logout_notice (due_at);

-- Whatever ends a session or an authority, and wherever: these see it.
CREATE TRIGGER oauth_session_ended AFTER DELETE ON session
BEGIN INSERT INTO logout_notice (grant_id, due_at, tries)
  SELECT id, 0, 0 FROM oauth_grant WHERE session = OLD.id AND session <> 0 AND notify AND NOT offline AND ended_at IS NULL; END;
CREATE TRIGGER oauth_mandate_ended AFTER UPDATE OF state ON mandate WHEN OLD.state = 'in-force' AND NEW.state <> 'in-force'
BEGIN INSERT INTO logout_notice (grant_id, due_at, tries)
  SELECT id, 0, 0 FROM oauth_grant WHERE mandate = OLD.id AND mandate <> 0 AND notify AND ended_at IS NULL; END;
CREATE TRIGGER oauth_engagement_ended AFTER UPDATE OF state ON engagement WHEN OLD.state = 'in-force' AND NEW.state <> 'in-force'
BEGIN INSERT INTO logout_notice (grant_id, due_at, tries)
  SELECT id, 0, 0 FROM oauth_grant WHERE engagement = OLD.id AND engagement <> 0 AND notify AND ended_at IS NULL; END;
CREATE TRIGGER oauth_grant_ended AFTER UPDATE OF ended_at ON oauth_grant WHEN OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL AND OLD.notify
BEGIN INSERT INTO logout_notice (grant_id, due_at, tries) VALUES (OLD.id, 0, 0); END;
