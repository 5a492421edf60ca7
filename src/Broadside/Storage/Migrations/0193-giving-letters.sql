-- What was written to donors: each once. A row without an address stands for somebody who cannot be written to.
CREATE TABLE gift_letters (
  kind text NOT NULL,
  subject text NOT NULL,
  donor text,
  is_sent boolean NOT NULL,
  posted_at bigint NOT NULL,
  PRIMARY KEY (kind, subject)
);
CREATE INDEX gift_letters_donor ON gift_letters (donor) WHERE donor IS NOT NULL;
CREATE INDEX receipts_issued ON receipts (issued_at);
CREATE INDEX entries_refunds ON entries (posted_at) WHERE kind = 'refund';
-- What is to be written about a plan, before it is written: the day of each mail after its rail was cut or its renewal failed.
CREATE TABLE plan_letters (
  plan text NOT NULL REFERENCES recurring_plans (id),
  reason text NOT NULL,
  since bigint NOT NULL,
  day integer NOT NULL,
  due_at bigint NOT NULL,
  posted_at bigint,
  opened_at bigint,
  closed_at bigint,
  PRIMARY KEY (plan, reason, since, day)
);
CREATE INDEX plan_letters_due ON plan_letters (due_at) WHERE posted_at IS NULL AND closed_at IS NULL;
-- A plan on its way to another rail: the gift by which it goes on, kept before the old one is ended.
CREATE TABLE plan_moves (
  plan text PRIMARY KEY REFERENCES recurring_plans (id),
  rail text NOT NULL,
  gift text NOT NULL UNIQUE REFERENCES gifts (id),
  asked_at bigint NOT NULL,
  attempt text,
  moved_at bigint,
  successor text
);
CREATE INDEX plan_moves_open ON plan_moves (asked_at) WHERE moved_at IS NULL;
-- What a donor wished of a plan, before its rail was asked.
CREATE TABLE plan_acts (
  id text PRIMARY KEY,
  plan text NOT NULL REFERENCES recurring_plans (id),
  act text NOT NULL,
  amount bigint,
  until bigint,
  asked_by text NOT NULL,
  asked_at bigint NOT NULL,
  state text NOT NULL,
  evidence text,
  done_at bigint
);
CREATE INDEX plan_acts_plan ON plan_acts (plan);
CREATE INDEX plan_acts_open ON plan_acts (asked_at) WHERE done_at IS NULL;
-- Links of mails and the sessions that they opened; the secret itself stands nowhere.
CREATE TABLE mine_links (
  hash text PRIMARY KEY,
  donor text NOT NULL REFERENCES donors (id),
  kind text NOT NULL,
  made_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  used_at bigint
);
CREATE INDEX mine_links_donor ON mine_links (donor);
