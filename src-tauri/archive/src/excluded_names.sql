-- Version 2: what is excluded is a name on an engine, with every container that has it.

CREATE TABLE excluded_names (
    engine TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (engine, name)
) STRICT, WITHOUT ROWID;

-- The name that a container was excluded with; it stays excluded under another.
ALTER TABLE excluded ADD COLUMN name TEXT NOT NULL DEFAULT '';

UPDATE excluded SET name = coalesce(
    (SELECT name FROM sessions
     WHERE sessions.engine = excluded.engine AND sessions.container = excluded.container), '');
INSERT INTO excluded_names (engine, name) SELECT DISTINCT engine, name FROM excluded WHERE name <> '';
