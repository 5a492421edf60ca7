CREATE TABLE search_docs (
  doc bigint PRIMARY KEY,
  article_id text NOT NULL UNIQUE,
  number integer NOT NULL,
  impacts text NOT NULL,
  head tsvector NOT NULL,
  words tsvector NOT NULL
);
-- A phrase unpacks the words of every text that has them: not compressed, they unpack in no time.
ALTER TABLE search_docs ALTER COLUMN words SET STORAGE EXTERNAL;
CREATE INDEX search_head ON search_docs USING gin (head) WITH (gin_pending_list_limit = 512);
CREATE INDEX search_words ON search_docs USING gin (words) WITH (gin_pending_list_limit = 512);
