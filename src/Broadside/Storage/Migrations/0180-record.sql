CREATE TABLE dossiers (
  slug text PRIMARY KEY,
  title text NOT NULL,
  dek text,
  language text NOT NULL,
  party_a text,
  party_b text,
  has_line boolean NOT NULL,
  state text NOT NULL,
  story text NOT NULL,
  revision integer NOT NULL,
  changed_by text NOT NULL,
  changed_at bigint NOT NULL
);
CREATE TABLE dossier_articles (
  dossier text NOT NULL REFERENCES dossiers (slug) ON DELETE CASCADE,
  article text NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  position integer NOT NULL,
  PRIMARY KEY (dossier, article)
);
CREATE INDEX dossier_articles_article ON dossier_articles (article);
CREATE TABLE actors (
  id text PRIMARY KEY,
  kind text NOT NULL,
  name text NOT NULL,
  sort_name text NOT NULL,
  country text,
  wikidata text,
  note text,
  merged_into text,
  revision integer NOT NULL,
  changed_by text NOT NULL,
  changed_at bigint NOT NULL
);
CREATE INDEX actors_sort ON actors (sort_name, id);
CREATE INDEX actors_merged ON actors (merged_into) WHERE merged_into IS NOT NULL;
CREATE TABLE actor_aliases (
  actor text NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  folded text NOT NULL,
  alias text NOT NULL,
  language text,
  kind text NOT NULL,
  is_ambiguous boolean NOT NULL,
  PRIMARY KEY (actor, folded)
);
CREATE INDEX actor_aliases_folded ON actor_aliases (folded);
CREATE TABLE actor_roles (
  id text PRIMARY KEY,
  actor text NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  title text NOT NULL,
  org text,
  since_edtf text,
  until_edtf text,
  revision integer NOT NULL,
  changed_by text NOT NULL,
  changed_at bigint NOT NULL
);
CREATE INDEX actor_roles_actor ON actor_roles (actor);
CREATE TABLE events (
  id text PRIMARY KEY,
  label text NOT NULL,
  edtf text,
  earliest text,
  latest text,
  basis text NOT NULL,
  rel_event text,
  rel_op text,
  place text,
  factuality text NOT NULL,
  alleged_by text,
  source text,
  plover_type text,
  plover_mode text,
  score integer,
  score_reason text,
  salience integer NOT NULL,
  revision integer NOT NULL,
  changed_by text NOT NULL,
  changed_at bigint NOT NULL
);
CREATE TABLE event_actors (
  event text NOT NULL REFERENCES events (id) ON DELETE CASCADE,
  actor text NOT NULL REFERENCES actors (id),
  part text NOT NULL,
  PRIMARY KEY (event, actor, part)
);
CREATE INDEX event_actors_actor ON event_actors (actor);
CREATE TABLE quotes (
  id text PRIMARY KEY,
  speaker text,
  speaker_text text NOT NULL,
  cue text,
  venue text,
  source text,
  edtf text,
  language text NOT NULL,
  is_direct boolean NOT NULL,
  revision integer NOT NULL,
  changed_by text NOT NULL,
  changed_at bigint NOT NULL
);
CREATE INDEX quotes_speaker ON quotes (speaker) WHERE speaker IS NOT NULL;
CREATE TABLE sources (
  id text PRIMARY KEY,
  kind text NOT NULL,
  publisher text,
  title text NOT NULL,
  url text,
  media text,
  date text,
  is_anonymous boolean NOT NULL,
  why_anonymous text,
  revision integer NOT NULL,
  changed_by text NOT NULL,
  changed_at bigint NOT NULL
);
CREATE TABLE anchors (
  id text PRIMARY KEY,
  kind text NOT NULL,
  claim text NOT NULL,
  article text NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  block text NOT NULL,
  exact text NOT NULL,
  prefix text NOT NULL,
  suffix text NOT NULL,
  start_at integer NOT NULL,
  end_at integer NOT NULL,
  block_sha text NOT NULL,
  version integer,
  state text NOT NULL,
  checked_at bigint NOT NULL,
  position integer NOT NULL
);
CREATE INDEX anchors_article ON anchors (article);
CREATE INDEX anchors_claim ON anchors (claim);
CREATE INDEX anchors_state ON anchors (state, checked_at) WHERE state IN ('fuzzy', 'orphaned');
CREATE TABLE suggestions (
  id text PRIMARY KEY,
  article text NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  block text NOT NULL,
  kind text NOT NULL,
  payload text NOT NULL,
  exact text NOT NULL,
  start_at integer NOT NULL,
  end_at integer NOT NULL,
  also_in text NOT NULL,
  rules text NOT NULL,
  why text NOT NULL,
  confidence integer NOT NULL,
  key text NOT NULL,
  state text NOT NULL,
  claim text,
  made_at bigint NOT NULL,
  decided_by text,
  decided_at bigint,
  ms_to_decide integer
);
CREATE UNIQUE INDEX suggestions_key ON suggestions (article, key);
CREATE INDEX suggestions_open ON suggestions (article, state);
CREATE TABLE read_blocks (
  article text NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  block text NOT NULL,
  sha text NOT NULL,
  PRIMARY KEY (article, block)
);
CREATE INDEX read_blocks_sha ON read_blocks (sha);
