CREATE TABLE digest_leavers (
  digest bigint NOT NULL,
  subscriber bigint NOT NULL,
  left_at bigint NOT NULL,
  PRIMARY KEY (digest, subscriber)
);
