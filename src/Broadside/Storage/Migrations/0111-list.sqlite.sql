-- What the desk's list looks for in every title lies in the index: a word that is nowhere is looked for in one pass over it.
-- PostgreSQL reads the rows as fast, and takes no title of any length into an index.
CREATE INDEX articles_titles ON articles (updated_at, id, title_folded);
