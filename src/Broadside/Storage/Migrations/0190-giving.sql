CREATE TABLE entries (
  seq bigint PRIMARY KEY,
  id text NOT NULL UNIQUE,
  rail text NOT NULL,
  rail_account text NOT NULL,
  kind text NOT NULL,
  remote_id text NOT NULL,
  revision integer NOT NULL,
  reverses integer NOT NULL,
  at bigint NOT NULL,
  memo text NOT NULL,
  payment text,
  gift text,
  content text NOT NULL,
  posted_at bigint NOT NULL,
  UNIQUE (rail, rail_account, kind, remote_id, revision)
);
CREATE INDEX entries_at ON entries (at);
CREATE INDEX entries_gift ON entries (gift) WHERE gift IS NOT NULL;
CREATE INDEX entries_payment ON entries (rail, rail_account, payment) WHERE payment IS NOT NULL;
CREATE TABLE postings (
  entry bigint NOT NULL REFERENCES entries (seq),
  line integer NOT NULL,
  account text NOT NULL,
  amount bigint NOT NULL,
  currency text NOT NULL,
  PRIMARY KEY (entry, line)
);
CREATE INDEX postings_account ON postings (account, entry);
-- What the postings come to, kept in the transaction that adds them.
CREATE TABLE account_sums (
  account text NOT NULL,
  currency text NOT NULL,
  amount bigint NOT NULL,
  PRIMARY KEY (account, currency)
);
CREATE TABLE legal_recipients (
  id text PRIMARY KEY,
  name text NOT NULL,
  tax_number text,
  tax_status text NOT NULL,
  receipt_text text NOT NULL,
  active_from bigint NOT NULL,
  active_until bigint
);
CREATE TABLE funds (
  id text PRIMARY KEY,
  name text NOT NULL,
  recipient text NOT NULL REFERENCES legal_recipients (id),
  is_restricted boolean NOT NULL
);
CREATE TABLE campaigns (
  id text PRIMARY KEY,
  title text NOT NULL,
  fund text NOT NULL REFERENCES funds (id),
  goal bigint NOT NULL,
  currency text NOT NULL,
  starts_at bigint NOT NULL,
  ends_at bigint,
  offline bigint NOT NULL,
  offline_note text
);
CREATE TABLE donors (
  id text PRIMARY KEY,
  created_at bigint NOT NULL,
  erased_at bigint
);
CREATE TABLE donor_details (
  donor text PRIMARY KEY REFERENCES donors (id),
  email_key text NOT NULL UNIQUE,
  email text NOT NULL,
  name text,
  address text,
  country text,
  language text NOT NULL
);
CREATE TABLE gifts (
  id text PRIMARY KEY,
  reference text NOT NULL UNIQUE,
  amount bigint NOT NULL,
  cover bigint NOT NULL,
  currency text NOT NULL,
  repeats text NOT NULL,
  fund text NOT NULL REFERENCES funds (id),
  campaign text REFERENCES campaigns (id),
  recipient text NOT NULL REFERENCES legal_recipients (id),
  donor text REFERENCES donors (id),
  visibility text NOT NULL,
  country text,
  language text NOT NULL,
  source text NOT NULL,
  created_at bigint NOT NULL
);
CREATE INDEX gifts_donor ON gifts (donor) WHERE donor IS NOT NULL;
CREATE INDEX gifts_campaign ON gifts (campaign) WHERE campaign IS NOT NULL;
-- Whatever names a person stands beside the gift, so that it can be erased while the sums stay.
CREATE TABLE gift_details (
  gift text PRIMARY KEY REFERENCES gifts (id),
  name text,
  email text,
  tribute text
);
CREATE TABLE gift_attempts (
  id text PRIMARY KEY,
  gift text NOT NULL REFERENCES gifts (id),
  rail text NOT NULL,
  rail_account text NOT NULL,
  token text NOT NULL UNIQUE,
  state text NOT NULL,
  remote text,
  evidence text,
  started_at bigint NOT NULL,
  expires_at bigint,
  look_at bigint
);
CREATE INDEX gift_attempts_gift ON gift_attempts (gift);
CREATE INDEX gift_attempts_remote ON gift_attempts (rail, remote) WHERE remote IS NOT NULL;
CREATE INDEX gift_attempts_look ON gift_attempts (look_at) WHERE look_at IS NOT NULL;
CREATE TABLE recurring_plans (
  id text PRIMARY KEY,
  gift text NOT NULL REFERENCES gifts (id),
  rail text NOT NULL,
  rail_account text NOT NULL,
  remote text NOT NULL,
  state text NOT NULL,
  amount bigint NOT NULL,
  currency text NOT NULL,
  repeats text NOT NULL,
  customer text,
  mandate text,
  instrument text,
  consent_text text NOT NULL,
  consent_at bigint NOT NULL,
  next_at bigint,
  continues text,
  changed_at bigint NOT NULL,
  UNIQUE (rail, rail_account, remote)
);
CREATE INDEX recurring_plans_gift ON recurring_plans (gift);
-- A plan that was moved goes on as the plan that names it: one successor and no more, so that nobody is charged by two.
CREATE UNIQUE INDEX recurring_plans_continues ON recurring_plans (continues) WHERE continues IS NOT NULL;
CREATE TABLE asked_refunds (
  id text PRIMARY KEY,
  rail text NOT NULL,
  rail_account text NOT NULL,
  payment text NOT NULL,
  amount bigint NOT NULL,
  currency text NOT NULL,
  reason text NOT NULL,
  asked_by text NOT NULL,
  asked_at bigint NOT NULL,
  state text NOT NULL,
  remote text
);
CREATE INDEX asked_refunds_payment ON asked_refunds (rail, rail_account, payment);
CREATE TABLE receipts (
  recipient text NOT NULL REFERENCES legal_recipients (id),
  year integer NOT NULL,
  number integer NOT NULL,
  rail text NOT NULL,
  rail_account text NOT NULL,
  payment text NOT NULL,
  gift text NOT NULL REFERENCES gifts (id),
  amount bigint NOT NULL,
  currency text NOT NULL,
  paid_at bigint NOT NULL,
  issued_at bigint NOT NULL,
  voided_at bigint,
  void_reason text,
  PRIMARY KEY (recipient, year, number)
);
CREATE UNIQUE INDEX receipts_payment ON receipts (rail, rail_account, payment) WHERE voided_at IS NULL;
CREATE INDEX receipts_gift ON receipts (gift);
CREATE TABLE rail_health (
  rail text NOT NULL,
  currency text NOT NULL,
  country text NOT NULL,
  state text NOT NULL,
  since bigint NOT NULL,
  failed_at bigint,
  retry_at bigint,
  openings integer NOT NULL,
  is_half_open boolean NOT NULL,
  has_good_probe boolean NOT NULL,
  status integer NOT NULL,
  code text,
  body_sha256 text,
  PRIMARY KEY (rail, currency, country)
);
CREATE TABLE giving_switches (
  name text PRIMARY KEY,
  value text NOT NULL,
  changed_at bigint NOT NULL
);
CREATE TABLE notices (
  rail text NOT NULL,
  event text NOT NULL,
  remote text NOT NULL,
  state text NOT NULL,
  received_at bigint NOT NULL,
  due_at bigint NOT NULL,
  tries integer NOT NULL,
  PRIMARY KEY (rail, event, remote)
);
CREATE INDEX notices_due ON notices (due_at) WHERE state = 'waiting';
-- Who asks the far end about a thing holds it until then, so that two answers are not applied at once.
CREATE TABLE fetch_leases (
  rail text NOT NULL,
  remote text NOT NULL,
  holder text NOT NULL,
  until bigint NOT NULL,
  PRIMARY KEY (rail, remote)
);
CREATE TABLE reconciliations (
  id text PRIMARY KEY,
  rail text NOT NULL,
  window_from bigint NOT NULL,
  window_until bigint NOT NULL,
  seen integer NOT NULL,
  posted integer NOT NULL,
  differences integer NOT NULL,
  ended_at bigint NOT NULL
);
CREATE TABLE giving_items (
  code text NOT NULL,
  subject text NOT NULL,
  rail text NOT NULL,
  theirs text,
  ours text,
  raised_at bigint NOT NULL,
  settled_at bigint,
  PRIMARY KEY (code, subject)
);
CREATE INDEX giving_items_open ON giving_items (raised_at) WHERE settled_at IS NULL;
