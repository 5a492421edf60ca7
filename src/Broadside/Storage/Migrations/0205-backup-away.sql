-- Which backups were sent to another machine: begun, so that the file may lie there; and arrived.
ALTER TABLE backups ADD COLUMN away_begun_at bigint;
ALTER TABLE backups ADD COLUMN away_at bigint;
