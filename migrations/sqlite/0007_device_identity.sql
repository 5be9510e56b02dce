-- A device gets the identity with which the person allowed it, whatever the session acts as when it asks.
ALTER TABLE device_request ADD COLUMN mandate INTEGER NOT NULL DEFAULT 0;
ALTER TABLE device_request ADD COLUMN engagement INTEGER NOT NULL DEFAULT 0;

-- What happened in a taxpayer's name: for the decision point's explanations.
CREATE INDEX audit_principal ON audit (principal, seq) WHERE principal <> 0;
