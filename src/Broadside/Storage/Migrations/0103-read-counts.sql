-- Days, months and years are kept alike: what was read most in any of them is one look into this index.
CREATE INDEX read_counts_most ON read_counts (kind, day, reads);
CREATE INDEX read_counts_name ON read_counts (kind, name, day);
