CREATE TABLE digest_figures (
  digest bigint PRIMARY KEY,
  counted_at bigint NOT NULL,
  figures text NOT NULL
);
