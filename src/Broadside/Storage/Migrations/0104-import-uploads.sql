CREATE TABLE import_uploads (
  id text PRIMARY KEY,
  platform text NOT NULL,
  source text NOT NULL,
  files text NOT NULL,
  bytes bigint NOT NULL,
  wishes text NOT NULL,
  state text NOT NULL,
  step integer NOT NULL,
  trial text,
  run text,
  refusal text,
  who text NOT NULL,
  who_name text NOT NULL,
  approval text NOT NULL,
  sent_at bigint NOT NULL,
  ended_at bigint
);
