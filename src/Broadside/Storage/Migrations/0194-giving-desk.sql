-- A bank's file that was sent and is looked at before it is posted; the file itself lies in the data folder until then.
CREATE TABLE waiting_statements (
  id text PRIMARY KEY,
  name text NOT NULL,
  account text NOT NULL,
  sent_by text NOT NULL,
  sent_at bigint NOT NULL
);
-- Which entries a line of the bank was settled by, where there are several.
CREATE TABLE line_parts (
  rail text NOT NULL,
  key text NOT NULL,
  remote text NOT NULL,
  amount bigint NOT NULL,
  currency text NOT NULL,
  goal text NOT NULL,
  PRIMARY KEY (rail, remote)
);
CREATE INDEX line_parts_line ON line_parts (rail, key);
CREATE TABLE deposit_slips (
  id text PRIMARY KEY,
  bank text NOT NULL,
  amount bigint NOT NULL,
  currency text NOT NULL,
  made_by text NOT NULL,
  made_at bigint NOT NULL,
  line text
);
CREATE TABLE cheques (
  id text PRIMARY KEY,
  gift text NOT NULL REFERENCES gifts (id),
  sort text NOT NULL,
  number text,
  amount bigint NOT NULL,
  currency text NOT NULL,
  day text NOT NULL,
  taken_by text NOT NULL,
  taken_at bigint NOT NULL,
  slip text REFERENCES deposit_slips (id),
  bounced_at bigint,
  withdrawn_at bigint
);
CREATE INDEX cheques_slip ON cheques (slip);
CREATE INDEX cheques_gift ON cheques (gift);
CREATE TABLE outgoing_hooks (
  id text PRIMARY KEY,
  address text NOT NULL,
  secret text NOT NULL,
  events text NOT NULL,
  made_by text NOT NULL,
  made_at bigint NOT NULL,
  stopped_at bigint
);
-- What is to be told to whom: a row before it is sent. Who gave is looked up when it is sent and stands in no row.
CREATE TABLE outgoing_notices (
  id text PRIMARY KEY,
  hook text NOT NULL REFERENCES outgoing_hooks (id),
  event text NOT NULL,
  subject text NOT NULL,
  happened_at bigint NOT NULL,
  made_at bigint NOT NULL,
  state text NOT NULL,
  tries integer NOT NULL,
  due_at bigint NOT NULL,
  status integer NOT NULL,
  told_at bigint,
  UNIQUE (hook, event, subject)
);
CREATE INDEX outgoing_notices_due ON outgoing_notices (due_at) WHERE state = 'waiting';
