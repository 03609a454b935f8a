-- +goose Up
-- What erasing leaves to do and to tell: whether the files still have to be swept of what was erased, and which backups may
-- still hold it. Neither is part of the record.

CREATE TABLE sweeps (
    one   INTEGER PRIMARY KEY CHECK (one = 1),
    since TEXT NOT NULL -- instant of the first erasure that is not swept
) STRICT;

CREATE TABLE backups (
    path TEXT NOT NULL PRIMARY KEY,
    made TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Requests for the erasure of texts in a round, and holds that bar it: index tables, without any text.
CREATE TABLE erasures (
    programme TEXT NOT NULL,
    round     TEXT NOT NULL,
    request   INTEGER NOT NULL, -- entry that asked for it
    asked_by  TEXT NOT NULL,
    basis     TEXT NOT NULL, -- Art. 17 (1) DSGVO, such as 17-1-a
    person    TEXT, -- whose name goes; NULL where only texts do
    texts     INTEGER NOT NULL, -- how many
    answer    INTEGER, -- entry that answered it; NULL while it is open
    answered_by TEXT,
    erased    INTEGER NOT NULL, -- 1: granted; 0: open or refused
    PRIMARY KEY (round, request)
) STRICT, WITHOUT ROWID;

CREATE TABLE holds (
    programme TEXT NOT NULL,
    round     TEXT NOT NULL,
    entry     INTEGER NOT NULL,
    set_by    TEXT NOT NULL,
    proposal  TEXT, -- NULL: the whole round
    lifted    INTEGER, -- entry that lifted it; NULL while it stands
    PRIMARY KEY (round, entry)
) STRICT, WITHOUT ROWID;
