-- Which articles each kind of digest has told: each is told once, whatever becomes of it afterwards.
CREATE TABLE digest_told (
  kind text NOT NULL,
  subject text NOT NULL,
  digest bigint NOT NULL,
  PRIMARY KEY (kind, subject)
);
CREATE INDEX digest_told_digest ON digest_told (digest);
