-- Passwords beside a person's own: of a taxpayer (person 0), or of one person within one taxpayer. Never in clear: Argon2id.
CREATE TABLE secret (
  bureau     INTEGER NOT NULL REFERENCES bureau (id),
  kind       TEXT NOT NULL,
  taxpayer   INTEGER NOT NULL REFERENCES taxpayer (id),
  person     INTEGER NOT NULL,
  hash       TEXT NOT NULL CHECK (hash <> ''),
  initial    INTEGER NOT NULL,
  bound      INTEGER NOT NULL,
  set_at     INTEGER NOT NULL,
  expires_at INTEGER,
  PRIMARY KEY (bureau, kind, taxpayer, person)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER secret_bureau BEFORE INSERT ON secret
WHEN (SELECT bureau FROM taxpayer WHERE id = NEW.taxpayer) <> NEW.bureau
  OR (NEW.person <> 0 AND (SELECT bureau FROM person WHERE id = NEW.person) IS NOT NEW.bureau)
BEGIN SELECT RAISE(ABORT, 'secret across bureaus'); END;

-- When a taxpayer's people were last taken over from the registry.
CREATE TABLE staff_sync (
  taxpayer  INTEGER PRIMARY KEY REFERENCES taxpayer (id),
  synced_at INTEGER NOT NULL
) STRICT;

-- Registration codes of the counter: one a person, and a new one voids the former. The code is indexed, not kept.
CREATE TABLE hall_code (
  bureau         INTEGER NOT NULL REFERENCES bureau (id),
  document_index BLOB NOT NULL,
  code_index     BLOB NOT NULL,
  name_sealed    BLOB NOT NULL,
  issued_at      INTEGER NOT NULL,
  expires_at     INTEGER NOT NULL,
  used_at        INTEGER,
  PRIMARY KEY (bureau, document_index)
) STRICT, WITHOUT ROWID;

-- Where a person's household is registered, as stated at registration.
CREATE TABLE household (
  person       INTEGER PRIMARY KEY REFERENCES person (id),
  place_sealed BLOB NOT NULL
) STRICT;
