CREATE TABLE rewrites (
  id text PRIMARY KEY,
  kind text NOT NULL,
  spec text NOT NULL,
  state text NOT NULL,
  step integer NOT NULL,
  position text NOT NULL,
  looked integer NOT NULL,
  live integer NOT NULL,
  drafts integer NOT NULL,
  scheduled integer NOT NULL,
  hits integer NOT NULL,
  done integer NOT NULL,
  skipped integer NOT NULL,
  who text NOT NULL,
  who_name text NOT NULL,
  approval text NOT NULL,
  asked_at bigint NOT NULL,
  ended_at bigint
);
CREATE TABLE rewrite_items (
  rewrite_id text NOT NULL REFERENCES rewrites (id) ON DELETE CASCADE,
  article_id text NOT NULL,
  hits integer NOT NULL,
  sample text,
  state text NOT NULL,
  version integer,
  revision integer,
  draft_before text,
  PRIMARY KEY (rewrite_id, article_id)
);
