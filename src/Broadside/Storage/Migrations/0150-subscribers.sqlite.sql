CREATE TABLE subscribers (
  number integer PRIMARY KEY AUTOINCREMENT,
  address text NOT NULL,
  address_key text NOT NULL,
  state text NOT NULL,
  cadence text NOT NULL,
  topics text NOT NULL,
  language text NOT NULL,
  zone text NOT NULL,
  hour integer,
  consent_text text NOT NULL,
  consent_source text NOT NULL,
  source text NOT NULL,
  asked_at bigint,
  confirmed_at bigint,
  paused_until bigint,
  left_at bigint,
  soft_bounces integer NOT NULL,
  created_at bigint NOT NULL,
  changed_at bigint NOT NULL
);
CREATE UNIQUE INDEX subscribers_address ON subscribers (address_key);
CREATE INDEX subscribers_freeze ON subscribers (state, cadence, number);
CREATE INDEX subscribers_state ON subscribers (state, number);
CREATE INDEX subscribers_paused ON subscribers (paused_until) WHERE state = 'paused';
CREATE INDEX subscribers_asked ON subscribers (asked_at) WHERE state = 'asked';
CREATE INDEX subscribers_left ON subscribers (left_at) WHERE left_at IS NOT NULL;
CREATE TABLE suppressions (
  address_hmac text PRIMARY KEY,
  reason text NOT NULL,
  since bigint NOT NULL,
  until bigint
);
CREATE TABLE subscriber_days (
  day text NOT NULL,
  event text NOT NULL,
  count bigint NOT NULL,
  PRIMARY KEY (day, event)
);
CREATE TABLE subscriber_returns (
  hash text PRIMARY KEY,
  subscriber bigint NOT NULL,
  kind text NOT NULL,
  status text NOT NULL,
  heard_at bigint NOT NULL
);
CREATE INDEX subscriber_returns_subscriber ON subscriber_returns (subscriber);
