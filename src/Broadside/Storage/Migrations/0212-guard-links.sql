-- Who first linked to a host; absent in rows from before.
ALTER TABLE link_hosts ADD COLUMN who text;
-- Of a change to many articles: who answers for links in it, since when an owner is asked, and which of its articles readers have.
ALTER TABLE rewrites ADD COLUMN vouched_by text;
ALTER TABLE rewrites ADD COLUMN owner_asked_at bigint;
ALTER TABLE rewrite_items ADD COLUMN is_live boolean;
CREATE INDEX rewrites_owner_asked ON rewrites (owner_asked_at) WHERE owner_asked_at IS NOT NULL;
