-- Money that a person sent back by transfer: donors are told as of any other refund.
CREATE INDEX entries_paid_back ON entries (posted_at) WHERE kind = 'paid_back';
-- When a rail was last asked whether it would take money.
ALTER TABLE rail_health ADD COLUMN probed_at bigint;
