-- What a run brought into the library, so that undoing it can take it back; and which run asked last for a missing file.
ALTER TABLE media ADD COLUMN source text;
CREATE INDEX media_brought ON media (source) WHERE source IS NOT NULL;
ALTER TABLE missing_files ADD COLUMN run text;
