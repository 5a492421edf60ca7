CREATE TABLE staff (
  id text PRIMARY KEY,
  name text NOT NULL,
  email text NOT NULL,
  role text NOT NULL,
  language text NOT NULL,
  scheme text NOT NULL,
  password_hash text,
  code_secret text,
  code_secret_offered text,
  code_step bigint NOT NULL,
  told_seq bigint NOT NULL,
  made_at bigint NOT NULL,
  seen_at bigint,
  removed_at bigint
);
CREATE UNIQUE INDEX staff_email ON staff (email) WHERE removed_at IS NULL;
CREATE TABLE passkeys (
  id text PRIMARY KEY,
  staff_id text NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
  name text NOT NULL,
  public_key text NOT NULL,
  sign_count bigint NOT NULL,
  transports text NOT NULL,
  user_verified boolean NOT NULL,
  backup_eligible boolean NOT NULL,
  backed_up boolean NOT NULL,
  made_at bigint NOT NULL,
  used_at bigint
);
CREATE INDEX passkeys_staff ON passkeys (staff_id);
CREATE TABLE recovery_codes (
  hash text PRIMARY KEY,
  staff_id text NOT NULL REFERENCES staff (id) ON DELETE CASCADE
);
CREATE INDEX recovery_codes_staff ON recovery_codes (staff_id);
CREATE TABLE login_sessions (
  id text PRIMARY KEY,
  staff_id text NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
  token_hash text NOT NULL UNIQUE,
  network text NOT NULL,
  agent text NOT NULL,
  begun_at bigint NOT NULL,
  seen_at bigint NOT NULL,
  ends_at bigint NOT NULL,
  shown_at bigint NOT NULL,
  shown_by text NOT NULL
);
CREATE INDEX login_sessions_staff ON login_sessions (staff_id);
CREATE TABLE invitations (
  id text PRIMARY KEY,
  kind text NOT NULL,
  token_hash text NOT NULL UNIQUE,
  role text NOT NULL,
  name text NOT NULL,
  email text NOT NULL,
  staff_id text,
  made_by text NOT NULL,
  made_at bigint NOT NULL,
  ends_at bigint
);
CREATE TABLE ceremonies (
  id text PRIMARY KEY,
  ends_at bigint NOT NULL
);
CREATE TABLE devices (
  token_hash text NOT NULL,
  staff_id text NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
  seen_at bigint NOT NULL,
  PRIMARY KEY (token_hash, staff_id)
);
CREATE TABLE attempts (
  key text PRIMARY KEY,
  count integer NOT NULL,
  began_at bigint NOT NULL,
  last_at bigint NOT NULL
);
CREATE TABLE pending_acts (
  id text PRIMARY KEY,
  kind text NOT NULL,
  subject text NOT NULL,
  summary text NOT NULL,
  payload text NOT NULL,
  state text NOT NULL,
  asked_by text NOT NULL,
  asked_at bigint NOT NULL,
  due_at bigint,
  settled_by text,
  settled_at bigint
);
CREATE INDEX pending_acts_state ON pending_acts (state, asked_at);
