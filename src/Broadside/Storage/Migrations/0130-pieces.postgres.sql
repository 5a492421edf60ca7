-- The desk looks for pieces of titles, of topics, of what files say about themselves and of what the audit log tells. Where the server has pg_trgm, and this
-- user may switch it on (an owner of the database may, from PostgreSQL 13), a piece of three letters or more is found at once.
-- Elsewhere everything is found as well, only slower.
DO $$
BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  CREATE INDEX articles_pieces ON articles USING gin (title_folded gin_trgm_ops, topics gin_trgm_ops) WITH (gin_pending_list_limit = 512);
  CREATE INDEX media_pieces ON media USING gin (search gin_trgm_ops) WITH (gin_pending_list_limit = 512);
  CREATE INDEX audit_texts_pieces ON audit_texts USING gin (lower(detail) gin_trgm_ops) WITH (gin_pending_list_limit = 512);
EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN
  RAISE NOTICE 'pg_trgm cannot be had: %', SQLERRM;
END $$;
