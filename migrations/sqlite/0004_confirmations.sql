-- A session's second look and its competent authority; a person's own further secrets; the social insurance client's initial password;
-- the authorities of cross-region payers; reminders of engagements.

ALTER TABLE session ADD COLUMN confirmed_at INTEGER;
ALTER TABLE session ADD COLUMN organ TEXT NOT NULL DEFAULT '';

-- Passwords of a person that open no account: of the social security card. Never in clear: Argon2id.
CREATE TABLE person_secret (
  bureau  INTEGER NOT NULL REFERENCES bureau (id),
  kind    TEXT NOT NULL,
  person  INTEGER NOT NULL REFERENCES person (id),
  hash    TEXT NOT NULL CHECK (hash <> ''),
  initial INTEGER NOT NULL,
  set_at  INTEGER NOT NULL,
  PRIMARY KEY (person, kind)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER person_secret_bureau BEFORE INSERT ON person_secret
WHEN (SELECT bureau FROM person WHERE id = NEW.person) <> NEW.bureau
BEGIN SELECT RAISE(ABORT, 'secret across bureaus'); END;

-- It is read out to the enterprise, so it is sealed and not hashed.
CREATE TABLE client_password (
  taxpayer        INTEGER PRIMARY KEY REFERENCES taxpayer (id),
  password_sealed BLOB NOT NULL,
  made_at         INTEGER NOT NULL
) STRICT;

-- The authorities of a cross-region payer beside taxpayer.organ_code.
CREATE TABLE taxpayer_organ (
  taxpayer   INTEGER NOT NULL REFERENCES taxpayer (id),
  organ_code TEXT NOT NULL CHECK (organ_code <> ''),
  PRIMARY KEY (taxpayer, organ_code)
) STRICT, WITHOUT ROWID;

CREATE INDEX engagement_ends ON engagement (bureau, ends) WHERE state = 'in-force' AND ends IS NOT NULL;
CREATE TABLE engagement_reminder (
  engagement INTEGER NOT NULL REFERENCES engagement (id),
  ends       TEXT NOT NULL,
  days       INTEGER NOT NULL,
  PRIMARY KEY (engagement, ends, days)
) STRICT, WITHOUT ROWID;
