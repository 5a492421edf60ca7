CREATE TABLE import_runs (
  id text PRIMARY KEY,
  platform text NOT NULL,
  source text NOT NULL,
  fingerprint text NOT NULL,
  state text NOT NULL,
  file integer NOT NULL,
  item integer NOT NULL,
  counts text NOT NULL,
  started_at bigint NOT NULL,
  finished_at bigint
);
CREATE TABLE import_items (
  platform text NOT NULL,
  site text NOT NULL,
  source_id text NOT NULL,
  guid text NOT NULL,
  kind text NOT NULL,
  target text NOT NULL,
  run text NOT NULL,
  source_hash text NOT NULL,
  made integer NOT NULL,
  media_missing integer NOT NULL,
  PRIMARY KEY (platform, site, source_id, guid)
);
CREATE INDEX import_items_run ON import_items (run);
CREATE TABLE import_notes (
  run text NOT NULL,
  number integer NOT NULL,
  kind text NOT NULL,
  code text NOT NULL,
  item text NOT NULL,
  domain text,
  text text,
  message text NOT NULL,
  PRIMARY KEY (run, number)
);
CREATE TABLE missing_files (
  target text NOT NULL,
  file_key text NOT NULL,
  address text NOT NULL,
  attempts integer NOT NULL,
  error text,
  PRIMARY KEY (target, file_key)
);
CREATE INDEX missing_files_key ON missing_files (file_key);
