ALTER TABLE articles ADD COLUMN revision integer NOT NULL DEFAULT 0;
ALTER TABLE articles ADD COLUMN title_folded text NOT NULL DEFAULT '';
UPDATE articles SET title_folded = lower(title), revision = COALESCE((SELECT d.revision FROM drafts d WHERE d.article_id = articles.id), 0);
ALTER TABLE drafts ADD COLUMN saved_by_id text NOT NULL DEFAULT '';
ALTER TABLE drafts ADD COLUMN tab text;
ALTER TABLE drafts ADD COLUMN tab_save bigint;
CREATE INDEX drafts_saved_by ON drafts (saved_by_id, saved_at);
CREATE TABLE earlier_texts (
  article_id text NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  revision integer NOT NULL,
  content text NOT NULL,
  saved_by text NOT NULL,
  saved_by_id text NOT NULL,
  saved_at bigint NOT NULL,
  PRIMARY KEY (article_id, revision)
);
CREATE INDEX earlier_texts_saved ON earlier_texts (saved_at);
CREATE TABLE article_writers (
  article_id text NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  staff_id text NOT NULL,
  since bigint NOT NULL,
  PRIMARY KEY (article_id, staff_id)
);
CREATE INDEX article_writers_staff ON article_writers (staff_id);
CREATE TABLE article_locks (
  article_id text PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
  staff_id text NOT NULL,
  name text NOT NULL,
  tab text,
  taken_at bigint NOT NULL,
  beat_at bigint NOT NULL
);
CREATE TABLE article_notes (
  id text PRIMARY KEY,
  article_id text NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  block text NOT NULL,
  text text NOT NULL,
  author_id text NOT NULL,
  author text NOT NULL,
  written_at bigint NOT NULL,
  resolved_at bigint,
  resolved_by text
);
CREATE INDEX article_notes_article ON article_notes (article_id, written_at);
CREATE TABLE note_mentions (
  note_id text NOT NULL REFERENCES article_notes (id) ON DELETE CASCADE,
  staff_id text NOT NULL,
  PRIMARY KEY (note_id, staff_id)
);
CREATE INDEX note_mentions_staff ON note_mentions (staff_id, note_id);
CREATE INDEX articles_found ON articles (published_at, title_folded);
CREATE INDEX articles_group ON articles (translation_group) WHERE translation_group IS NOT NULL;
