CREATE TABLE mail_routes (
  name text PRIMARY KEY,
  rests_until bigint,
  is_stopped boolean NOT NULL,
  reason text,
  failures integer NOT NULL,
  first_used_at bigint,
  hour_began bigint NOT NULL,
  in_hour integer NOT NULL,
  day_began bigint NOT NULL,
  in_day integer NOT NULL
);
CREATE TABLE letters (
  number integer PRIMARY KEY AUTOINCREMENT,
  kind text NOT NULL,
  recipient text NOT NULL,
  subject text NOT NULL,
  message blob NOT NULL,
  message_id text NOT NULL,
  doubt text NOT NULL,
  state text NOT NULL,
  touched_at bigint,
  attempt integer NOT NULL,
  route text,
  code integer NOT NULL,
  reply text,
  created_at bigint NOT NULL,
  settled_at bigint
);
CREATE INDEX letters_open ON letters (number) WHERE settled_at IS NULL;
CREATE INDEX letters_settled ON letters (settled_at);
CREATE INDEX letters_recipient ON letters (recipient);
