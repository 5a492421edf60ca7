-- Changes of where money goes that were agreed to; what holds is signed in the site record.
CREATE TABLE payout_changes (
  id text PRIMARY KEY,
  subject text NOT NULL,
  summary text NOT NULL,
  edit text NOT NULL,
  asked_by text NOT NULL,
  agreed_by text NOT NULL,
  agreed_at bigint NOT NULL,
  due_at bigint NOT NULL,
  applied_at bigint,
  withdrawn_at bigint
);
-- What was read from a bank's file, beside the books: names and texts of people, which may be erased.
CREATE TABLE statement_imports (
  id text PRIMARY KEY,
  name text NOT NULL,
  format text NOT NULL,
  imported_by text NOT NULL,
  imported_at bigint NOT NULL,
  posted integer NOT NULL,
  duplicates integer NOT NULL,
  unmatched integer NOT NULL,
  undone_at bigint,
  undone_by text
);
CREATE TABLE statement_lines (
  rail text NOT NULL,
  key text NOT NULL,
  import text NOT NULL REFERENCES statement_imports (id),
  day text NOT NULL,
  amount bigint NOT NULL,
  currency text NOT NULL,
  reference text,
  counterparty text,
  remittance text,
  matched text,
  PRIMARY KEY (rail, key)
);
CREATE INDEX statement_lines_import ON statement_lines (import);
CREATE INDEX statement_lines_open ON statement_lines (day) WHERE matched IS NULL;
CREATE TABLE statement_columns (
  account text PRIMARY KEY,
  columns text NOT NULL,
  changed_at bigint NOT NULL
);
