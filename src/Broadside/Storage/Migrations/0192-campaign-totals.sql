-- What readers are told that campaigns have come to; counted from the books at most every fifteen minutes.
CREATE TABLE campaign_totals (
  campaign text PRIMARY KEY REFERENCES campaigns (id),
  amount bigint NOT NULL,
  givers integer NOT NULL,
  as_of bigint NOT NULL
);
-- Whether somebody tries stolen cards is told from what came of a rail's last attempts.
CREATE INDEX gift_attempts_started ON gift_attempts (rail, started_at);
