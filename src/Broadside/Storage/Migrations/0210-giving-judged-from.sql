-- When a rail was last paused or restored: what came of starts before that is no ground for another rest.
ALTER TABLE rail_health ADD COLUMN judged_from bigint;
