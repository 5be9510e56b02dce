-- The first schema. Every table names its bureau; times are milliseconds since 1970-01-01T00:00Z; an id of 0 means "none".
-- A released migration is never edited: its checksum is recorded in every database that it has made.

CREATE TABLE bureau (
  id   INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE CHECK (code <> '')
) STRICT;

CREATE TABLE person (
  id                  INTEGER PRIMARY KEY,
  bureau              INTEGER NOT NULL REFERENCES bureau (id),
  name_sealed         BLOB NOT NULL,
  document_sealed     BLOB NOT NULL,
  document_index      BLOB NOT NULL,
  phone_sealed        BLOB,
  phone_index         BLOB,
  phone_verified_at   INTEGER,
  username            TEXT,
  username_changed_at INTEGER,
  level               INTEGER NOT NULL,
  password_hash       TEXT NOT NULL,
  created_at          INTEGER NOT NULL,
  updated_at          INTEGER NOT NULL,
  UNIQUE (bureau, document_index)
) STRICT;
CREATE INDEX person_phone ON person (bureau, phone_index) WHERE phone_index IS NOT NULL;
CREATE UNIQUE INDEX person_username ON person (bureau, username) WHERE username IS NOT NULL;

CREATE TABLE taxpayer (
  id              INTEGER PRIMARY KEY,
  bureau          INTEGER NOT NULL REFERENCES bureau (id),
  uscc            TEXT NOT NULL,
  taxpayer_number TEXT NOT NULL,
  name            TEXT NOT NULL,
  organ_code      TEXT NOT NULL,
  kind            TEXT NOT NULL,
  state           TEXT NOT NULL,
  created_at      INTEGER NOT NULL,
  updated_at      INTEGER NOT NULL,
  UNIQUE (bureau, taxpayer_number)
) STRICT;
CREATE UNIQUE INDEX taxpayer_uscc ON taxpayer (bureau, uscc) WHERE uscc <> '';

CREATE TABLE mandate (
  id          INTEGER PRIMARY KEY CHECK (id > 0),
  bureau      INTEGER NOT NULL REFERENCES bureau (id),
  principal   INTEGER NOT NULL REFERENCES taxpayer (id),
  delegate    INTEGER NOT NULL REFERENCES person (id),
  role        TEXT NOT NULL,
  functions   TEXT NOT NULL,
  starts      TEXT NOT NULL,
  ends        TEXT,
  state       TEXT NOT NULL,
  origin      TEXT NOT NULL,
  proposed_by INTEGER NOT NULL,
  proposed_at INTEGER NOT NULL,
  decided_at  INTEGER,
  version     INTEGER NOT NULL,
  mac         BLOB NOT NULL
) STRICT;
CREATE INDEX mandate_delegate ON mandate (delegate, principal);
CREATE INDEX mandate_principal ON mandate (principal);
CREATE TRIGGER mandate_bureau BEFORE INSERT ON mandate
WHEN (SELECT bureau FROM taxpayer WHERE id = NEW.principal) <> NEW.bureau
  OR (SELECT bureau FROM person WHERE id = NEW.delegate) <> NEW.bureau
BEGIN SELECT RAISE(ABORT, 'mandate across bureaus'); END;

-- AUTOINCREMENT where rows are removed and an id lives on elsewhere (an audit event, a delivery report): never reused.
CREATE TABLE session (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  bureau         INTEGER NOT NULL REFERENCES bureau (id),
  token_hash     BLOB NOT NULL UNIQUE,
  person         INTEGER NOT NULL REFERENCES person (id),
  mandate        INTEGER NOT NULL,
  way            TEXT NOT NULL,
  methods        TEXT NOT NULL,
  level          INTEGER NOT NULL,
  started_at     INTEGER NOT NULL,
  seen_at        INTEGER NOT NULL,
  expires_at     INTEGER NOT NULL,
  agent          TEXT NOT NULL,
  address_sealed BLOB NOT NULL
) STRICT;
CREATE INDEX session_person ON session (person, started_at);
CREATE INDEX session_mandate ON session (mandate) WHERE mandate <> 0;
CREATE INDEX session_expires ON session (expires_at);
CREATE TRIGGER session_bureau BEFORE INSERT ON session
WHEN (SELECT bureau FROM person WHERE id = NEW.person) <> NEW.bureau
  OR (NEW.mandate <> 0 AND (SELECT bureau FROM mandate WHERE id = NEW.mandate) IS NOT NEW.bureau)
BEGIN SELECT RAISE(ABORT, 'session across bureaus'); END;
CREATE TRIGGER session_switch BEFORE UPDATE OF mandate ON session
WHEN NEW.mandate <> 0 AND (SELECT bureau FROM mandate WHERE id = NEW.mandate) IS NOT NEW.bureau
BEGIN SELECT RAISE(ABORT, 'session across bureaus'); END;

CREATE TABLE flow (
  id_hash      BLOB NOT NULL UNIQUE,
  bureau       INTEGER NOT NULL REFERENCES bureau (id),
  browser_hash BLOB NOT NULL,
  body_sealed  BLOB NOT NULL,
  version      INTEGER NOT NULL,
  expires_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX flow_expires ON flow (expires_at);

CREATE TABLE counter (
  bureau       INTEGER NOT NULL REFERENCES bureau (id),
  method       TEXT NOT NULL,
  subject      BLOB NOT NULL,
  count        INTEGER NOT NULL,
  first_at     INTEGER NOT NULL,
  last_at      INTEGER NOT NULL,
  locked_until INTEGER,
  version      INTEGER NOT NULL CHECK (version > 0),
  PRIMARY KEY (bureau, method, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX counter_ends ON counter (max(last_at, ifnull(locked_until, 0)));

CREATE TABLE consent (
  id           INTEGER PRIMARY KEY,
  bureau       INTEGER NOT NULL REFERENCES bureau (id),
  person       INTEGER NOT NULL REFERENCES person (id),
  text_id      TEXT NOT NULL,
  text_version TEXT NOT NULL,
  given_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX consent_person ON consent (person, given_at);
CREATE TRIGGER consent_bureau BEFORE INSERT ON consent
WHEN (SELECT bureau FROM person WHERE id = NEW.person) <> NEW.bureau
BEGIN SELECT RAISE(ABORT, 'consent across bureaus'); END;

CREATE TABLE notice (
  id         INTEGER PRIMARY KEY,
  bureau     INTEGER NOT NULL REFERENCES bureau (id),
  person     INTEGER NOT NULL REFERENCES person (id),
  code       TEXT NOT NULL,
  detail     TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  read_at    INTEGER
) STRICT;
CREATE INDEX notice_person ON notice (person, created_at);
CREATE INDEX notice_unread ON notice (person, created_at) WHERE read_at IS NULL;
CREATE TRIGGER notice_bureau BEFORE INSERT ON notice
WHEN (SELECT bureau FROM person WHERE id = NEW.person) <> NEW.bureau
BEGIN SELECT RAISE(ABORT, 'notice across bureaus'); END;

CREATE TABLE message (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  bureau       INTEGER NOT NULL REFERENCES bureau (id),
  phone_sealed BLOB NOT NULL,
  text_sealed  BLOB NOT NULL,
  state        TEXT NOT NULL,
  attempts     INTEGER NOT NULL,
  created_at   INTEGER NOT NULL,
  due_at       INTEGER NOT NULL,
  expires_at   INTEGER NOT NULL,
  gateway_id   TEXT NOT NULL
) STRICT;
CREATE INDEX message_due ON message (due_at) WHERE state = 'queued';
CREATE INDEX message_expires ON message (expires_at);

-- One log of all bureaus: a tree over the whole file leaves no bureau's entries removable. Bureau 0: the server's own events.
CREATE TABLE audit (
  seq       INTEGER PRIMARY KEY CHECK (seq > 0),
  bureau    INTEGER NOT NULL,
  at        INTEGER NOT NULL,
  kind      TEXT NOT NULL,
  actor     INTEGER NOT NULL,
  subject   INTEGER NOT NULL,
  principal INTEGER NOT NULL,
  detail    TEXT NOT NULL,
  leaf      BLOB NOT NULL
) STRICT;
CREATE INDEX audit_actor ON audit (actor) WHERE actor <> 0;
CREATE INDEX audit_subject ON audit (subject) WHERE subject <> 0 AND subject <> actor;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit entries are never changed'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit entries are never removed'); END;

CREATE TABLE audit_head (
  id       INTEGER PRIMARY KEY CHECK (id = 1),
  frontier BLOB NOT NULL,
  head     TEXT NOT NULL
) STRICT;
INSERT INTO audit_head (id, frontier, head) VALUES (1, x'', '');

CREATE TABLE audit_checkpoint (
  seq  INTEGER PRIMARY KEY,
  head TEXT NOT NULL
) STRICT;
