-- Editions that were made, and files of earlier ones by the article that stood in them.
CREATE TABLE editions (
  number bigint PRIMARY KEY,
  issued_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  content_sha256 text NOT NULL,
  sums_sha256 text NOT NULL,
  manifest text NOT NULL,
  files integer NOT NULL,
  bytes bigint NOT NULL
);

CREATE TABLE edition_past (
  sha256 text NOT NULL,
  subject text NOT NULL,
  replaced_at bigint NOT NULL,
  withdrawn_at bigint,
  PRIMARY KEY (sha256, subject)
);

CREATE INDEX edition_past_subject ON edition_past (subject);

-- What lower modules tell of the newest edition; one row.
CREATE TABLE edition_facts (
  id integer PRIMARY KEY,
  number bigint NOT NULL,
  head text NOT NULL,
  issued_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  mirrors text NOT NULL,
  onion text
);
