-- Other people's machines that hold the site; what is sent to them is a row before it is sent.
CREATE TABLE mirrors (
  id text PRIMARY KEY,
  name text NOT NULL,
  address text NOT NULL,
  public_address text,
  secret text,
  ssh_key text,
  host_key text,
  is_local boolean NOT NULL,
  state text NOT NULL,
  number bigint,
  pushed_at bigint,
  seen_number bigint,
  seen_at bigint,
  looked_at bigint,
  behind_since bigint,
  failures integer NOT NULL,
  trouble text,
  said text,
  failed_at bigint,
  added_by text NOT NULL,
  added_at bigint NOT NULL,
  dropped_at bigint
);
CREATE UNIQUE INDEX mirrors_name ON mirrors (name) WHERE dropped_at IS NULL;
CREATE TABLE mirror_pushes (
  id text PRIMARY KEY,
  mirror text NOT NULL REFERENCES mirrors (id),
  number bigint NOT NULL,
  state text NOT NULL,
  started_at bigint NOT NULL,
  ended_at bigint,
  tries integer NOT NULL,
  files integer NOT NULL,
  bytes bigint NOT NULL,
  sent_files integer NOT NULL,
  sent_bytes bigint NOT NULL,
  removed integer NOT NULL,
  trouble text,
  said text
);
CREATE INDEX mirror_pushes_mirror ON mirror_pushes (mirror, id);
