-- Version 1. Times are nanoseconds since 1970, by the engine's clock unless said otherwise.

CREATE TABLE sessions (
    id INTEGER PRIMARY KEY,
    engine TEXT NOT NULL,
    container TEXT NOT NULL,
    -- Empty until the session was described.
    name TEXT NOT NULL,
    own INTEGER NOT NULL,
    image TEXT NOT NULL,
    image_id TEXT,
    created_at INTEGER,
    -- The latest; a run keeps the one that it began with.
    spec INTEGER REFERENCES specs ON DELETE SET NULL,
    removed INTEGER NOT NULL DEFAULT 0,
    UNIQUE (engine, container)
) STRICT;

CREATE TABLE specs (
    id INTEGER PRIMARY KEY,
    session INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
    packed BLOB NOT NULL
) STRICT;
CREATE INDEX specs_of_session ON specs (session);

-- Counts that never go back, though runs are removed.
CREATE TABLE names (
    engine TEXT NOT NULL,
    name TEXT NOT NULL,
    runs INTEGER NOT NULL,
    generations INTEGER NOT NULL,
    PRIMARY KEY (engine, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE generations (
    session INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
    name TEXT NOT NULL,
    generation INTEGER NOT NULL,
    PRIMARY KEY (session, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    session INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
    started_at INTEGER NOT NULL,
    exact INTEGER NOT NULL,
    name TEXT NOT NULL,
    image TEXT NOT NULL,
    image_id TEXT,
    spec INTEGER REFERENCES specs ON DELETE SET NULL,
    number INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    -- A run may be over though nobody knows when it ended.
    over INTEGER NOT NULL DEFAULT 0,
    ended_at INTEGER,
    end_exact INTEGER NOT NULL DEFAULT 0,
    exit_code INTEGER,
    oom_killed INTEGER NOT NULL DEFAULT 0,
    oom_within INTEGER NOT NULL DEFAULT 0,
    restarts INTEGER NOT NULL DEFAULT 0,
    error TEXT,
    ending TEXT,
    ended_by TEXT NOT NULL DEFAULT '{"who":"nobody"}',
    grace INTEGER,
    peak_memory INTEGER,
    clock_offset INTEGER,
    unwatched_from INTEGER,
    unwatched_to INTEGER,
    log_state TEXT NOT NULL DEFAULT '{"state":"unread"}',
    pinned INTEGER NOT NULL DEFAULT 0,
    UNIQUE (session, started_at)
) STRICT;
CREATE INDEX runs_by_start ON runs (started_at);
CREATE INDEX runs_by_name ON runs (name, started_at);
CREATE INDEX runs_open ON runs (session) WHERE over = 0;
CREATE INDEX runs_by_spec ON runs (spec);

CREATE TABLE health (
    run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    at INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    PRIMARY KEY (run, at)
) STRICT, WITHOUT ROWID;

CREATE TABLE screens (
    run INTEGER PRIMARY KEY REFERENCES runs ON DELETE CASCADE,
    columns INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    packed BLOB NOT NULL
) STRICT;

-- A run has one current log. Another is one that is being written to take its place.
CREATE TABLE logs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    current INTEGER NOT NULL,
    -- By our clock.
    begun_at INTEGER NOT NULL,
    bytes INTEGER NOT NULL DEFAULT 0,
    -- Line feeds, in all and in the chunks.
    feeds INTEGER NOT NULL DEFAULT 0,
    sealed_feeds INTEGER NOT NULL DEFAULT 0,
    -- Whether the last byte is no line feed.
    open_line INTEGER NOT NULL DEFAULT 0,
    tail_bytes INTEGER NOT NULL DEFAULT 0,
    packed_bytes INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX logs_current ON logs (run) WHERE current = 1;
CREATE INDEX logs_of_run ON logs (run);

-- What was sealed, in order of id. Signatures come first in a row, for they are read most.
CREATE TABLE chunks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    log INTEGER NOT NULL REFERENCES logs ON DELETE CASCADE,
    -- The line that its first byte belongs to: 1 is the first.
    first_line INTEGER NOT NULL,
    feeds INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    signature BLOB NOT NULL,
    packed BLOB NOT NULL
) STRICT;
CREATE INDEX chunks_of_log ON chunks (log, first_line, id);

-- What follows the chunks, piece by piece as it came.
CREATE TABLE tails (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    log INTEGER NOT NULL REFERENCES logs ON DELETE CASCADE,
    bytes BLOB NOT NULL
) STRICT;
CREATE INDEX tails_of_log ON tails (log);

-- Sessions are named by their key, for an intent may come before its session was described.
CREATE TABLE intents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    engine TEXT NOT NULL,
    container TEXT NOT NULL,
    verb TEXT NOT NULL,
    actor TEXT NOT NULL,
    signal TEXT,
    grace INTEGER,
    -- Both by our clock.
    at INTEGER NOT NULL,
    finished_at INTEGER,
    outcome TEXT
) STRICT;
CREATE INDEX intents_of_session ON intents (engine, container, at);

-- Signals and stops that an engine told of, ours too.
CREATE TABLE signals (
    engine TEXT NOT NULL,
    container TEXT NOT NULL,
    at INTEGER NOT NULL,
    signal TEXT,
    PRIMARY KEY (engine, container, at)
) STRICT, WITHOUT ROWID;

CREATE TABLE excluded (
    engine TEXT NOT NULL,
    container TEXT NOT NULL,
    PRIMARY KEY (engine, container)
) STRICT, WITHOUT ROWID;

CREATE TABLE engines (
    engine TEXT PRIMARY KEY,
    -- Seconds that its clock is ahead of ours.
    clock_offset INTEGER NOT NULL DEFAULT 0,
    -- Who records it, and when that was last said, by our clock.
    holder TEXT,
    held_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE shutdowns (
    engine TEXT NOT NULL,
    -- By our clock.
    at INTEGER NOT NULL,
    PRIMARY KEY (engine, at)
) STRICT, WITHOUT ROWID;

-- When somebody watched an engine, by our clock.
CREATE TABLE watches (
    id INTEGER PRIMARY KEY,
    engine TEXT NOT NULL,
    began_at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL
) STRICT;
CREATE INDEX watches_of_engine ON watches (engine);
