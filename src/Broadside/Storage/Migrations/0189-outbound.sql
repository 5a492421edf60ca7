-- Which copy of the newsroom may act towards the outside; one row.
CREATE TABLE outbound (
  epoch text PRIMARY KEY,
  mark text NOT NULL,
  confirmed_by text NOT NULL,
  confirmed_at bigint NOT NULL
);
