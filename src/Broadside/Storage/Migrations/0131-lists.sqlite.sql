-- The desk's list reads the rows that it shows and no others: whatever is asked of it lies in the index that it goes along.
CREATE INDEX articles_listed_all ON articles (updated_at, id, title_folded, topics);
CREATE INDEX articles_listed_stage ON articles (stage, updated_at, id, title_folded, topics, language);
CREATE INDEX articles_listed_language ON articles (language, updated_at, id, title_folded, topics, stage);
DROP INDEX articles_updated;
DROP INDEX articles_stage;
DROP INDEX articles_language;
CREATE INDEX media_listed ON media (created_at, sha256, search, media_type);
DROP INDEX media_newest;
