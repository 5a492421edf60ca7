-- The day from which the dates of a block were counted when it was read; null: the text had none yet.
ALTER TABLE read_blocks ADD COLUMN day text;
