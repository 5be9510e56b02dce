PRAGMA application_id = 1415071572;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE schema_migration (version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL) STRICT;
INSERT INTO schema_migration VALUES(1,'0001_first','4cdf384a11900aede81d8ff94233936a04df83bf4ad39d1947fd63241757fd3e');
INSERT INTO schema_migration VALUES(2,'0002_authority','159d993daf063b871b15cfd9b27d7a5202c9212028ea98eff79f13d624095328');
INSERT INTO schema_migration VALUES(3,'0003_secrets','eb27b00bdfb103243817884d3ed9df96cda92745166c4ec4da65b49eabe7485f');
INSERT INTO schema_migration VALUES(4,'0004_confirmations','de1f1453f9469b5d5efcf0d081488d8d969c3f2df77323b43dcaae8de35d1e69');
INSERT INTO schema_migration VALUES(5,'0005_office','3e56fc9409ef3ab69cc908b0e3c441c119d54bc74ef82a436e4453ea61c9b0dc');
INSERT INTO schema_migration VALUES(6,'0006_openid','455fb8b1fb467a43e2651aa4d87c19d86773bf6f40a131ad426f2b8f355ab270');
INSERT INTO schema_migration VALUES(7,'0007_device_identity','5bf240b1d539171a5e41142c80899c6f32bc8a9b2786da402f4446453ebe96b1');
CREATE TABLE bureau (
  id   INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE CHECK (code <> '')
) STRICT;
INSERT INTO bureau VALUES(1,'taiyuan');
INSERT INTO bureau VALUES(2,'qingdao');
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
  updated_at          INTEGER NOT NULL, password_initial INTEGER NOT NULL DEFAULT 0,
  UNIQUE (bureau, document_index)
) STRICT;
INSERT INTO person VALUES(1,1,X'6e616d65',X'646f63',X'01',X'70',X'02',1795309200000,'林𠮷',1795309200000,4,'$argon2id$example',1795309200000,1795309200000,0);
INSERT INTO person VALUES(2,1,X'6e616d65',X'646f63',X'03',NULL,NULL,NULL,NULL,NULL,3,'',1795309200000,1795309200000,0);
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
INSERT INTO taxpayer VALUES(1,1,'91140100MA0000000X','140100000000001','太原示例有限公司','11401000000','enterprise','normal',1795309200000,1795309200000);
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
, permission INTEGER NOT NULL DEFAULT 0, manages INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO mandate VALUES(1,1,1,1,'legal-representative','','2026-11-22',NULL,'in-force','registry',0,1795309200000,NULL,1,X'aa',0,0);
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
, engagement INTEGER NOT NULL DEFAULT 0, confirmed_at INTEGER, organ TEXT NOT NULL DEFAULT '', officer INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO session VALUES(1,1,X'05',1,1,'enterprise','password sms',2,1795309200000,1795309200000,1795312800000,'Chromium',X'06',0,NULL,'',0);
CREATE TABLE flow (
  id_hash      BLOB NOT NULL UNIQUE,
  bureau       INTEGER NOT NULL REFERENCES bureau (id),
  browser_hash BLOB NOT NULL,
  body_sealed  BLOB NOT NULL,
  version      INTEGER NOT NULL,
  expires_at   INTEGER NOT NULL
) STRICT;
INSERT INTO flow VALUES(X'07',1,X'08',X'09',3,1795309800000);
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
INSERT INTO counter VALUES(1,'password',X'0a',2,1795309200000,1795309201000,NULL,2);
CREATE TABLE consent (
  id           INTEGER PRIMARY KEY,
  bureau       INTEGER NOT NULL REFERENCES bureau (id),
  person       INTEGER NOT NULL REFERENCES person (id),
  text_id      TEXT NOT NULL,
  text_version TEXT NOT NULL,
  given_at     INTEGER NOT NULL
) STRICT;
INSERT INTO consent VALUES(1,1,1,'terms','1',1795309200000);
CREATE TABLE notice (
  id         INTEGER PRIMARY KEY,
  bureau     INTEGER NOT NULL REFERENCES bureau (id),
  person     INTEGER NOT NULL REFERENCES person (id),
  code       TEXT NOT NULL,
  detail     TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  read_at    INTEGER
) STRICT;
INSERT INTO notice VALUES(1,1,1,'phone-taken','{}',1795309200000,NULL);
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
INSERT INTO message VALUES(1,1,X'70',X'74','queued',0,1795309200000,1795309200000,1795309800000,'');
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
INSERT INTO audit VALUES(1,1,1795309200000,'imported',0,2,0,'{}',X'0b');
INSERT INTO audit VALUES(2,1,1795309200000,'signed-in',1,1,1,'{}',X'0c');
INSERT INTO audit VALUES(3,1,1795309200000,'changed',2,1,0,'{}',X'0d');
CREATE TABLE audit_head (
  id       INTEGER PRIMARY KEY CHECK (id = 1),
  frontier BLOB NOT NULL,
  head     TEXT NOT NULL
) STRICT;
INSERT INTO audit_head VALUES(1,X'31','3:1');
CREATE TABLE audit_checkpoint (
  seq  INTEGER PRIMARY KEY,
  head TEXT NOT NULL
) STRICT;
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
INSERT INTO permission VALUES(1,1,1,'开票','','filing',1);
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
CREATE TABLE reminder (
  mandate INTEGER NOT NULL REFERENCES mandate (id),
  ends    TEXT NOT NULL,
  days    INTEGER NOT NULL,
  PRIMARY KEY (mandate, ends, days)
) STRICT, WITHOUT ROWID;
INSERT INTO reminder VALUES(1,'2027-01-01',30);
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
CREATE TABLE staff_sync (
  taxpayer  INTEGER PRIMARY KEY REFERENCES taxpayer (id),
  synced_at INTEGER NOT NULL
) STRICT;
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
CREATE TABLE household (
  person       INTEGER PRIMARY KEY REFERENCES person (id),
  place_sealed BLOB NOT NULL
) STRICT;
CREATE TABLE person_secret (
  bureau  INTEGER NOT NULL REFERENCES bureau (id),
  kind    TEXT NOT NULL,
  person  INTEGER NOT NULL REFERENCES person (id),
  hash    TEXT NOT NULL CHECK (hash <> ''),
  initial INTEGER NOT NULL,
  set_at  INTEGER NOT NULL,
  PRIMARY KEY (person, kind)
) STRICT, WITHOUT ROWID;
CREATE TABLE client_password (
  taxpayer        INTEGER PRIMARY KEY REFERENCES taxpayer (id),
  password_sealed BLOB NOT NULL,
  made_at         INTEGER NOT NULL
) STRICT;
CREATE TABLE taxpayer_organ (
  taxpayer   INTEGER NOT NULL REFERENCES taxpayer (id),
  organ_code TEXT NOT NULL CHECK (organ_code <> ''),
  PRIMARY KEY (taxpayer, organ_code)
) STRICT, WITHOUT ROWID;
CREATE TABLE engagement_reminder (
  engagement INTEGER NOT NULL REFERENCES engagement (id),
  ends       TEXT NOT NULL,
  days       INTEGER NOT NULL,
  PRIMARY KEY (engagement, ends, days)
) STRICT, WITHOUT ROWID;
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
CREATE TABLE spent (
  hash       BLOB PRIMARY KEY,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
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
, mandate INTEGER NOT NULL DEFAULT 0, engagement INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
CREATE TABLE signing_key (
  kid        TEXT PRIMARY KEY,
  bureau     INTEGER NOT NULL REFERENCES bureau (id),
  alg        TEXT NOT NULL,
  key_sealed BLOB NOT NULL,
  active_at  INTEGER NOT NULL,
  retires_at INTEGER
) STRICT;
CREATE TABLE logout_notice (
  id       INTEGER PRIMARY KEY,
  grant_id INTEGER NOT NULL,
  due_at   INTEGER NOT NULL,
  tries    INTEGER NOT NULL
) STRICT;
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('session',1);
INSERT INTO sqlite_sequence VALUES('message',1);
INSERT INTO sqlite_sequence VALUES('permission',1);
CREATE INDEX person_phone ON person (bureau, phone_index) WHERE phone_index IS NOT NULL;
CREATE UNIQUE INDEX person_username ON person (bureau, username) WHERE username IS NOT NULL;
CREATE UNIQUE INDEX taxpayer_uscc ON taxpayer (bureau, uscc) WHERE uscc <> '';
CREATE INDEX mandate_delegate ON mandate (delegate, principal);
CREATE INDEX mandate_principal ON mandate (principal);
CREATE TRIGGER mandate_bureau BEFORE INSERT ON mandate
WHEN (SELECT bureau FROM taxpayer WHERE id = NEW.principal) <> NEW.bureau
  OR (SELECT bureau FROM person WHERE id = NEW.delegate) <> NEW.bureau
BEGIN SELECT RAISE(ABORT, 'mandate across bureaus'); END;
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
CREATE INDEX flow_expires ON flow (expires_at);
CREATE INDEX counter_ends ON counter (max(last_at, ifnull(locked_until, 0)));
CREATE INDEX consent_person ON consent (person, given_at);
CREATE TRIGGER consent_bureau BEFORE INSERT ON consent
WHEN (SELECT bureau FROM person WHERE id = NEW.person) <> NEW.bureau
BEGIN SELECT RAISE(ABORT, 'consent across bureaus'); END;
CREATE INDEX notice_person ON notice (person, created_at);
CREATE INDEX notice_unread ON notice (person, created_at) WHERE read_at IS NULL;
CREATE TRIGGER notice_bureau BEFORE INSERT ON notice
WHEN (SELECT bureau FROM person WHERE id = NEW.person) <> NEW.bureau
BEGIN SELECT RAISE(ABORT, 'notice across bureaus'); END;
CREATE INDEX message_due ON message (due_at) WHERE state = 'queued';
CREATE INDEX message_expires ON message (expires_at);
CREATE INDEX audit_actor ON audit (actor) WHERE actor <> 0;
CREATE INDEX audit_subject ON audit (subject) WHERE subject <> 0 AND subject <> actor;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit entries are never changed'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit entries are never removed'); END;
CREATE INDEX mandate_ends ON mandate (bureau, ends) WHERE state = 'in-force' AND ends IS NOT NULL;
CREATE INDEX session_engagement ON session (engagement) WHERE engagement <> 0;
CREATE INDEX engagement_agency ON engagement (agency);
CREATE INDEX engagement_client ON engagement (client);
CREATE TRIGGER engagement_bureau BEFORE INSERT ON engagement
WHEN (SELECT bureau FROM taxpayer WHERE id = NEW.agency) <> NEW.bureau
  OR (SELECT bureau FROM taxpayer WHERE id = NEW.client) <> NEW.bureau
BEGIN SELECT RAISE(ABORT, 'engagement across bureaus'); END;
CREATE TRIGGER secret_bureau BEFORE INSERT ON secret
WHEN (SELECT bureau FROM taxpayer WHERE id = NEW.taxpayer) <> NEW.bureau
  OR (NEW.person <> 0 AND (SELECT bureau FROM person WHERE id = NEW.person) IS NOT NEW.bureau)
BEGIN SELECT RAISE(ABORT, 'secret across bureaus'); END;
CREATE TRIGGER person_secret_bureau BEFORE INSERT ON person_secret
WHEN (SELECT bureau FROM person WHERE id = NEW.person) <> NEW.bureau
BEGIN SELECT RAISE(ABORT, 'secret across bureaus'); END;
CREATE INDEX engagement_ends ON engagement (bureau, ends) WHERE state = 'in-force' AND ends IS NOT NULL;
CREATE INDEX officer_bureau ON officer (bureau);
CREATE TRIGGER officer_bureau_of_person BEFORE INSERT ON officer
WHEN (SELECT bureau FROM person WHERE id = NEW.person) <> NEW.bureau
BEGIN SELECT RAISE(ABORT, 'officer across bureaus'); END;
CREATE INDEX office_request_bureau ON office_request (bureau, id);
CREATE INDEX office_request_open ON office_request (bureau, expires_at) WHERE state = 'open';
CREATE INDEX mandate_disputed ON mandate (bureau, decided_at) WHERE state = 'disputed';
CREATE INDEX audit_kind ON audit (kind, seq);
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
CREATE INDEX spent_expires ON spent (expires_at);
CREATE INDEX device_request_expires ON device_request (expires_at);
CREATE INDEX signing_key_bureau ON signing_key (bureau, active_at);
CREATE INDEX logout_notice_due ON logout_notice (due_at);
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
CREATE INDEX audit_principal ON audit (principal, seq) WHERE principal <> 0;
COMMIT;
