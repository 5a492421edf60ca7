CREATE TABLE digests (
  number integer PRIMARY KEY AUTOINCREMENT,
  kind text NOT NULL,
  day text NOT NULL,
  from_seq bigint NOT NULL,
  to_seq bigint NOT NULL,
  state text NOT NULL,
  held_because text,
  subject text,
  note text,
  plan text NOT NULL,
  send_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  frozen_upto bigint NOT NULL,
  frozen bigint NOT NULL,
  frozen_at bigint,
  ended_at bigint,
  created_at bigint NOT NULL,
  UNIQUE (kind, from_seq)
);
CREATE TABLE digest_bodies (
  digest bigint NOT NULL,
  number integer NOT NULL,
  language text NOT NULL,
  subject text NOT NULL,
  content_type text NOT NULL,
  bytes blob NOT NULL,
  holes text NOT NULL,
  PRIMARY KEY (digest, number)
);
CREATE TABLE digest_readers (
  digest bigint NOT NULL,
  language text NOT NULL,
  topics text NOT NULL,
  body integer NOT NULL,
  PRIMARY KEY (digest, language, topics)
);
CREATE TABLE digest_hours (
  digest bigint NOT NULL,
  zone text NOT NULL,
  hour integer NOT NULL,
  due_at bigint NOT NULL,
  PRIMARY KEY (digest, zone, hour)
);
CREATE TABLE deliveries (
  digest bigint NOT NULL,
  subscriber bigint NOT NULL,
  body integer NOT NULL,
  due_at bigint NOT NULL,
  state text NOT NULL,
  attempt integer NOT NULL,
  doubts integer NOT NULL,
  epoch bigint,
  route text,
  code integer NOT NULL,
  reply text,
  signature blob,
  settled_at bigint,
  PRIMARY KEY (digest, subscriber)
) WITHOUT ROWID;
CREATE INDEX deliveries_due ON deliveries (digest, due_at) WHERE state IN ('pending', 'deferred');
CREATE INDEX deliveries_held ON deliveries (epoch) WHERE state IN ('claimed', 'inflight');
CREATE INDEX deliveries_doubt ON deliveries (digest) WHERE state = 'in_doubt';
CREATE TABLE delivery_attempts (
  digest bigint NOT NULL,
  subscriber bigint NOT NULL,
  attempt integer NOT NULL,
  route text,
  ended_at bigint NOT NULL,
  outcome text NOT NULL,
  code integer NOT NULL,
  reply text
);
CREATE INDEX delivery_attempts_of ON delivery_attempts (digest, subscriber);
CREATE TABLE send_epochs (
  number integer PRIMARY KEY AUTOINCREMENT,
  machine text NOT NULL,
  lease_until bigint NOT NULL
);
