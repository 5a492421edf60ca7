-- Since when whoever must know of an alarm knows: it is told anew once it is raised anew.
ALTER TABLE alarms ADD COLUMN mailed_at bigint;
ALTER TABLE alarms ADD COLUMN hooked_at bigint;
