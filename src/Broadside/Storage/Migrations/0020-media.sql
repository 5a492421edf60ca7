CREATE TABLE media (
  sha256 text PRIMARY KEY,
  original_sha256 text NOT NULL,
  name text NOT NULL,
  media_type text NOT NULL,
  bytes bigint NOT NULL,
  width integer,
  height integer,
  seconds integer,
  animated boolean NOT NULL,
  title text,
  credit text,
  credit_url text,
  alt text,
  caption text,
  source_url text,
  created_at bigint NOT NULL
);
CREATE INDEX media_original ON media (original_sha256);
CREATE INDEX media_source ON media (source_url);
