-- The bureau's own people, what they asked a second person for, and how they look into the log.

-- A password that somebody else has set: good for nothing but its change.
ALTER TABLE person ADD COLUMN password_initial INTEGER NOT NULL DEFAULT 0;

-- A session of the bureau's officer, who acts for nobody else in it.
ALTER TABLE session ADD COLUMN officer INTEGER NOT NULL DEFAULT 0;

-- One row a person: who is appointed again after a dismissal gets the same one back, under a new version.
CREATE TABLE officer (
  person       INTEGER PRIMARY KEY REFERENCES person (id),
  bureau       INTEGER NOT NULL REFERENCES bureau (id),
  role         TEXT NOT NULL,
  office       TEXT NOT NULL,
  starts       TEXT NOT NULL,
  ends         TEXT,
  state        TEXT NOT NULL,
  appointed_by INTEGER NOT NULL,
  changed_at   INTEGER NOT NULL,
  version      INTEGER NOT NULL,
  mac          BLOB NOT NULL
) STRICT;
CREATE INDEX officer_bureau ON officer (bureau);
CREATE TRIGGER officer_bureau_of_person BEFORE INSERT ON officer
WHEN (SELECT bureau FROM person WHERE id = NEW.person) <> NEW.bureau
BEGIN SELECT RAISE(ABORT, 'officer across bureaus'); END;

-- What one officer asks and another decides. The task and the reasons are sealed.
CREATE TABLE office_request (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  bureau        INTEGER NOT NULL REFERENCES bureau (id),
  kind          TEXT NOT NULL,
  task_sealed   BLOB NOT NULL,
  reason_sealed BLOB NOT NULL,
  answer_sealed BLOB,
  maker         INTEGER NOT NULL REFERENCES person (id),
  made_at       INTEGER NOT NULL,
  expires_at    INTEGER NOT NULL,
  state         TEXT NOT NULL,
  checker       INTEGER NOT NULL,
  decided_at    INTEGER,
  version       INTEGER NOT NULL,
  CHECK (maker <> checker OR state = 'withdrawn')
) STRICT;
CREATE INDEX office_request_bureau ON office_request (bureau, id);
CREATE INDEX office_request_open ON office_request (bureau, expires_at) WHERE state = 'open';

CREATE INDEX mandate_disputed ON mandate (bureau, decided_at) WHERE state = 'disputed';
CREATE INDEX audit_kind ON audit (kind, seq);
