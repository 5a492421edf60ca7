-- An integer key is SQLite's own row number: found in one step. In PostgreSQL it would be too short.
CREATE TABLE versions (
  seq integer PRIMARY KEY,
  subject text NOT NULL,
  number integer NOT NULL,
  kind text NOT NULL,
  sha256 text NOT NULL,
  previous text,
  at integer NOT NULL,
  envelope text NOT NULL,
  signature text NOT NULL,
  content text,
  UNIQUE (subject, number)
);
CREATE TABLE audit (
  seq integer PRIMARY KEY,
  at integer NOT NULL,
  who text NOT NULL,
  what text NOT NULL,
  subject text NOT NULL,
  text_hash text NOT NULL,
  previous text NOT NULL,
  hash text NOT NULL
);
CREATE TRIGGER audit_never_changes BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_never_shrinks BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
-- What a row tells stands apart, so that it can be erased; the row keeps its salted hash.
CREATE TABLE audit_texts (
  hash text PRIMARY KEY,
  salt text NOT NULL,
  detail text NOT NULL
);
CREATE TRIGGER audit_texts_never_change BEFORE UPDATE ON audit_texts BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
