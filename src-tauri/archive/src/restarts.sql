-- Version 3. The restart policies that Berth set to `no`, as they were before.

CREATE TABLE paused_restarts (
    engine TEXT NOT NULL,
    container TEXT NOT NULL,
    policy TEXT NOT NULL,
    PRIMARY KEY (engine, container)
) STRICT, WITHOUT ROWID;
