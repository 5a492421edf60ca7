-- What was backed up where, and what came of restoring it aside.
CREATE TABLE backups (
  id text PRIMARY KEY,
  file text NOT NULL,
  state text NOT NULL,
  asked_by text NOT NULL,
  begun_at bigint NOT NULL,
  ended_at bigint,
  bytes bigint NOT NULL,
  is_encrypted boolean NOT NULL,
  is_public boolean NOT NULL,
  error text
);
CREATE INDEX backups_begun ON backups (begun_at);
CREATE TABLE drills (
  id text PRIMARY KEY,
  file text NOT NULL,
  is_good boolean NOT NULL,
  is_own boolean NOT NULL,
  made_at bigint,
  ended_at bigint NOT NULL,
  milliseconds bigint NOT NULL,
  pages integer NOT NULL,
  findings text NOT NULL
);
CREATE INDEX drills_ended ON drills (ended_at);
