CREATE TABLE key_turns (
  id text PRIMARY KEY,
  old_key text NOT NULL,
  new_key text,
  compromised_at bigint,
  trusted_seq bigint,
  asked_by text NOT NULL,
  asked_at bigint NOT NULL,
  done_at bigint
);
-- How far the signed head reached when an edition was issued.
CREATE TABLE edition_marks (
  number bigint PRIMARY KEY,
  issued_at bigint NOT NULL,
  seq bigint NOT NULL
);
CREATE TABLE doubted_versions (
  seq bigint PRIMARY KEY,
  subject text NOT NULL,
  number integer NOT NULL,
  turn_id text NOT NULL,
  state text NOT NULL,
  doubted_at bigint NOT NULL,
  settled_by text,
  settled_at bigint
);
CREATE TABLE panics (
  id text PRIMARY KEY,
  begun_by text NOT NULL,
  begun_at bigint NOT NULL,
  key_before text NOT NULL,
  access_ended_at bigint,
  key_turned_at bigint,
  pushed_at bigint,
  ended_by text,
  ended_at bigint,
  checked text
);
CREATE TABLE held_changes (
  id text PRIMARY KEY,
  article_id text NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  base_version integer NOT NULL,
  draft_revision integer,
  kind text NOT NULL,
  reason text NOT NULL,
  why text NOT NULL,
  content text NOT NULL,
  links text NOT NULL,
  new_hosts text NOT NULL,
  approval text NOT NULL,
  state text NOT NULL,
  asked_by text NOT NULL,
  asked_at bigint NOT NULL,
  settled_by text,
  settled_at bigint
);
CREATE INDEX held_changes_state ON held_changes (state, asked_at);
CREATE INDEX held_changes_article ON held_changes (article_id, state);
CREATE TABLE desk_edits (
  login_session text NOT NULL,
  article_id text NOT NULL,
  at bigint NOT NULL,
  PRIMARY KEY (login_session, article_id)
);
CREATE TABLE edit_stops (
  login_session text PRIMARY KEY,
  staff_id text NOT NULL,
  stopped_at bigint NOT NULL,
  let_on_by text,
  let_on_at bigint
);
