CREATE TABLE alarms (
  id text PRIMARY KEY,
  code text NOT NULL,
  subject text NOT NULL,
  message text NOT NULL,
  raised_at bigint NOT NULL,
  seen_at bigint NOT NULL,
  times integer NOT NULL,
  cleared_at bigint,
  UNIQUE (code, subject)
);
CREATE TABLE link_hosts (
  host text PRIMARY KEY,
  first_seen_at bigint NOT NULL,
  subject text NOT NULL,
  version integer NOT NULL,
  state text NOT NULL
);
