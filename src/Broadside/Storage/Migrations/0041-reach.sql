CREATE TABLE read_counts (
  day text NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  reads bigint NOT NULL,
  PRIMARY KEY (day, kind, name)
);
CREATE TABLE error_reports (
  id text PRIMARY KEY,
  article_id text,
  message text NOT NULL,
  contact text,
  received_at bigint NOT NULL
);
