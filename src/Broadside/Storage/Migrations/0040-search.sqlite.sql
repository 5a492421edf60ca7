CREATE TABLE search_docs (
  doc integer PRIMARY KEY,
  article_id text NOT NULL UNIQUE,
  number integer NOT NULL,
  impacts text NOT NULL
);
CREATE VIRTUAL TABLE search_head USING fts5 (title, standfirst, people, content='', contentless_delete=1, tokenize='ascii');
CREATE VIRTUAL TABLE search_text USING fts5 (words, content='', contentless_delete=1, tokenize='ascii');
INSERT INTO search_text (search_text, rank) VALUES ('automerge', 8);
