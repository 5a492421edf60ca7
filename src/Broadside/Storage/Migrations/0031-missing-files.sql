CREATE TABLE missing_files (
  target text NOT NULL,
  file_key text NOT NULL,
  address text NOT NULL,
  attempts integer NOT NULL,
  error text,
  PRIMARY KEY (target, file_key)
);
CREATE INDEX missing_files_key ON missing_files (file_key);
