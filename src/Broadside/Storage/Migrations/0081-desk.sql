CREATE TABLE check_results (
  name text PRIMARY KEY,
  found text NOT NULL,
  ended_at bigint NOT NULL
);
CREATE INDEX articles_state ON articles (state, published_at, id);
CREATE INDEX audit_what ON audit (what, seq);
