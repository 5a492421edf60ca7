CREATE TABLE articles (
  id text PRIMARY KEY,
  kind text NOT NULL,
  slug text NOT NULL,
  address text NOT NULL,
  state text NOT NULL,
  language text NOT NULL,
  title text NOT NULL,
  translation_group text,
  published_at bigint,
  scheduled_at bigint,
  schedule_zone text,
  embargoed_until bigint,
  current_version integer,
  source text,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL
);
CREATE INDEX articles_listed ON articles (published_at, id);
CREATE INDEX articles_slug ON articles (slug);
CREATE UNIQUE INDEX articles_address ON articles (address) WHERE address <> '';
CREATE INDEX articles_source ON articles (source) WHERE source IS NOT NULL;
CREATE TABLE drafts (
  article_id text PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
  base_version integer,
  revision integer NOT NULL,
  state text NOT NULL,
  content text NOT NULL,
  saved_by text NOT NULL,
  saved_at bigint NOT NULL
);
CREATE TABLE people (
  slug text PRIMARY KEY,
  name text NOT NULL,
  role text,
  bio text,
  photo text,
  links text NOT NULL,
  source text
);
CREATE TABLE topics (
  slug text PRIMARY KEY,
  name text NOT NULL,
  description text,
  parent text,
  position integer NOT NULL,
  source text
);
CREATE TABLE comments (
  id text PRIMARY KEY,
  article_id text NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  parent_id text,
  state text NOT NULL,
  author text NOT NULL,
  author_url text,
  email_hash text,
  text text NOT NULL,
  written_at bigint NOT NULL,
  source text
);
CREATE INDEX comments_article ON comments (article_id, written_at);
CREATE TABLE review_steps (
  id text PRIMARY KEY,
  article_id text NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  kind text NOT NULL,
  revision integer NOT NULL,
  who text NOT NULL,
  note text,
  at bigint NOT NULL
);
CREATE INDEX review_steps_article ON review_steps (article_id, at);
