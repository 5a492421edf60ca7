CREATE TABLE jobs (
  id text PRIMARY KEY,
  kind text NOT NULL,
  payload text NOT NULL,
  unique_key text UNIQUE,
  state text NOT NULL,
  priority integer NOT NULL,
  due_at bigint NOT NULL,
  attempt integer NOT NULL,
  worker text,
  lease_until bigint,
  error text,
  created_at bigint NOT NULL
);
CREATE INDEX jobs_due ON jobs (state, priority, due_at);
