ALTER TABLE error_reports ADD COLUMN state text NOT NULL DEFAULT 'open';
ALTER TABLE error_reports ADD COLUMN answer text;
ALTER TABLE error_reports ADD COLUMN settled_by text;
ALTER TABLE error_reports ADD COLUMN settled_at bigint;
CREATE INDEX error_reports_open ON error_reports (state, id);
