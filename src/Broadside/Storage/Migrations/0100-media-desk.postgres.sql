ALTER TABLE media ADD COLUMN licence text;
ALTER TABLE media ADD COLUMN focal_x integer;
ALTER TABLE media ADD COLUMN focal_y integer;
ALTER TABLE media ADD COLUMN search text NOT NULL DEFAULT '';
CREATE INDEX media_newest ON media (created_at, sha256);
-- Long texts lie apart from their rows here: this column is looked through without an index.
ALTER TABLE drafts ADD COLUMN media text NOT NULL DEFAULT '';
