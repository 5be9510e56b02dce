-- Permission identities, management lent beside a role, agency engagements, reminders.

ALTER TABLE mandate ADD COLUMN permission INTEGER NOT NULL DEFAULT 0;
ALTER TABLE mandate ADD COLUMN manages INTEGER NOT NULL DEFAULT 0;
CREATE INDEX mandate_ends ON mandate (bureau, ends) WHERE state = 'in-force' AND ends IS NOT NULL;

ALTER TABLE session ADD COLUMN engagement INTEGER NOT NULL DEFAULT 0;
CREATE INDEX session_engagement ON session (engagement) WHERE engagement <> 0;

-- AUTOINCREMENT: a mandate that is over may point to one that is gone.
CREATE TABLE permission (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  bureau      INTEGER NOT NULL REFERENCES bureau (id),
  principal   INTEGER NOT NULL REFERENCES taxpayer (id),
  name        TEXT NOT NULL,
  description TEXT NOT NULL,
  functions   TEXT NOT NULL,
  version     INTEGER NOT NULL,
  UNIQUE (principal, name)
) STRICT;

CREATE TABLE engagement (
  id              INTEGER PRIMARY KEY CHECK (id > 0),
  bureau          INTEGER NOT NULL REFERENCES bureau (id),
  agency          INTEGER NOT NULL REFERENCES taxpayer (id),
  client          INTEGER NOT NULL REFERENCES taxpayer (id),
  agreement       TEXT NOT NULL,
  functions       TEXT NOT NULL,
  starts          TEXT NOT NULL,
  ends            TEXT,
  amended         INTEGER NOT NULL,
  amend_functions TEXT NOT NULL,
  amend_ends      TEXT,
  state           TEXT NOT NULL,
  proposed_by     INTEGER NOT NULL,
  proposed_at     INTEGER NOT NULL,
  decided_by      INTEGER NOT NULL,
  decided_at      INTEGER,
  version         INTEGER NOT NULL,
  mac             BLOB NOT NULL,
  CHECK (agency <> client)
) STRICT;
CREATE INDEX engagement_agency ON engagement (agency);
CREATE INDEX engagement_client ON engagement (client);
CREATE TRIGGER engagement_bureau BEFORE INSERT ON engagement
WHEN (SELECT bureau FROM taxpayer WHERE id = NEW.agency) <> NEW.bureau
  OR (SELECT bureau FROM taxpayer WHERE id = NEW.client) <> NEW.bureau
BEGIN SELECT RAISE(ABORT, 'engagement across bureaus'); END;

-- What was reminded of, so that nobody is reminded twice: the end of a mandate, so many days before.
CREATE TABLE reminder (
  mandate INTEGER NOT NULL REFERENCES mandate (id),
  ends    TEXT NOT NULL,
  days    INTEGER NOT NULL,
  PRIMARY KEY (mandate, ends, days)
) STRICT, WITHOUT ROWID;
