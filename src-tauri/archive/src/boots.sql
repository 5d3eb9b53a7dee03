-- Version 4. What became of sessions after a restart of their machine: one row for each that
-- anybody took in hand. `boot` names that start of the machine.

CREATE TABLE after_boot (
    engine TEXT NOT NULL,
    boot TEXT NOT NULL,
    container TEXT NOT NULL,
    step TEXT NOT NULL,
    words TEXT,
    at INTEGER NOT NULL,
    PRIMARY KEY (engine, boot, container)
) STRICT, WITHOUT ROWID;

-- The last start of the machine of an engine that has no name for it.
CREATE TABLE boots (
    engine TEXT PRIMARY KEY,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
