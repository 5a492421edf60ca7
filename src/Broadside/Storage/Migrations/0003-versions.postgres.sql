CREATE TABLE versions (
  seq bigint PRIMARY KEY,
  subject text NOT NULL,
  number integer NOT NULL,
  kind text NOT NULL,
  sha256 text NOT NULL,
  previous text,
  at bigint NOT NULL,
  envelope text NOT NULL,
  signature text NOT NULL,
  content text,
  UNIQUE (subject, number)
);
CREATE TABLE audit (
  seq bigint PRIMARY KEY,
  at bigint NOT NULL,
  who text NOT NULL,
  what text NOT NULL,
  subject text NOT NULL,
  text_hash text NOT NULL,
  previous text NOT NULL,
  hash text NOT NULL
);
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$;
CREATE TRIGGER audit_never_changes BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
-- What a row tells stands apart, so that it can be erased; the row keeps its salted hash.
CREATE TABLE audit_texts (
  hash text PRIMARY KEY,
  salt text NOT NULL,
  detail text NOT NULL
);
CREATE TRIGGER audit_texts_never_change BEFORE UPDATE ON audit_texts FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
