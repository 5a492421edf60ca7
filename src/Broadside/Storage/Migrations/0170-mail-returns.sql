CREATE TABLE mail_returns (
  hash text PRIMARY KEY,
  token text NOT NULL,
  kind text NOT NULL,
  status text NOT NULL,
  words text NOT NULL,
  received_at bigint NOT NULL
);
CREATE INDEX mail_returns_token ON mail_returns (token);
CREATE INDEX mail_returns_received ON mail_returns (received_at);
CREATE TABLE mail_strays (
  day text NOT NULL,
  why text NOT NULL,
  count bigint NOT NULL,
  PRIMARY KEY (day, why)
);
