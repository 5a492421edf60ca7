ALTER TABLE articles ADD COLUMN stage text NOT NULL DEFAULT 'draft';
ALTER TABLE articles ADD COLUMN topics text NOT NULL DEFAULT '';
ALTER TABLE articles ADD COLUMN assigned_to text;
ALTER TABLE articles ADD COLUMN planned_on text;
UPDATE articles SET stage = COALESCE((SELECT d.state FROM drafts d WHERE d.article_id = articles.id), state);
CREATE INDEX articles_updated ON articles (updated_at, id);
CREATE INDEX articles_stage ON articles (stage, updated_at, id);
CREATE INDEX articles_language ON articles (language, updated_at, id);
CREATE INDEX articles_assigned ON articles (assigned_to, updated_at) WHERE assigned_to IS NOT NULL;
CREATE INDEX articles_planned ON articles (planned_on) WHERE planned_on IS NOT NULL;
CREATE INDEX articles_scheduled ON articles (scheduled_at) WHERE scheduled_at IS NOT NULL;
CREATE TABLE link_looks (
  article_id text NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  address text NOT NULL,
  state text NOT NULL,
  detail text NOT NULL,
  at bigint NOT NULL,
  PRIMARY KEY (article_id, address)
);
CREATE TABLE share_links (
  id text PRIMARY KEY,
  article_id text NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  token_hash text NOT NULL UNIQUE,
  name text NOT NULL,
  made_by text NOT NULL,
  made_at bigint NOT NULL,
  ends_at bigint NOT NULL,
  opened integer NOT NULL,
  opened_at bigint
);
CREATE INDEX share_links_article ON share_links (article_id, made_at);
CREATE TABLE translations (
  article_id text PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
  source_id text NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  source_version integer NOT NULL,
  checked_by text NOT NULL,
  checked_at bigint NOT NULL
);
CREATE INDEX translations_source ON translations (source_id);
