ALTER TABLE media ADD COLUMN licence text;
ALTER TABLE media ADD COLUMN focal_x integer;
ALTER TABLE media ADD COLUMN focal_y integer;
ALTER TABLE media ADD COLUMN search text NOT NULL DEFAULT '';
CREATE INDEX media_newest ON media (created_at, sha256);
ALTER TABLE drafts ADD COLUMN media text NOT NULL DEFAULT '';
-- Holds all that the library asks, so that no draft's text is read through to reach the column behind it.
CREATE INDEX drafts_media ON drafts (media, article_id) WHERE media <> '';
