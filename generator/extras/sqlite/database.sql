CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
{articles}
CREATE TABLE terms (
  id INTEGER PRIMARY KEY, taxonomy TEXT NOT NULL, slug TEXT NOT NULL, name TEXT NOT NULL, acronym TEXT,
  country TEXT, language TEXT, kind TEXT, parent TEXT, since TEXT, until TEXT, website TEXT, url TEXT
);
CREATE TABLE names (term INTEGER NOT NULL REFERENCES terms(id), name TEXT NOT NULL, language TEXT);
CREATE TABLE article_terms (
  term INTEGER NOT NULL REFERENCES terms(id), article INTEGER NOT NULL REFERENCES articles(id),
  PRIMARY KEY (term, article)
) WITHOUT ROWID;
{lists}
CREATE TABLE retractions (
  uri TEXT PRIMARY KEY, url TEXT NOT NULL, title TEXT NOT NULL, date TEXT NOT NULL, reason TEXT NOT NULL
) WITHOUT ROWID;
