-- +goose Up
-- Meetings and written procedures, what is dealt with in them, and how ballots are held.

CREATE TABLE meetings (
    programme TEXT NOT NULL,
    round     TEXT NOT NULL,
    id        TEXT NOT NULL,
    kind      TEXT NOT NULL, -- meeting, written
    stage     TEXT NOT NULL,
    starts    TEXT,
    deadline  TEXT, -- of a written procedure
    second_of TEXT,
    invited   INTEGER NOT NULL, -- members, in order of their admission
    short     INTEGER NOT NULL, -- invited at shorter notice than the policy asks for
    item      TEXT, -- called last
    put_off   TEXT NOT NULL, -- proposals, for want of a quorum
    opened    INTEGER,
    closed    INTEGER,
    objection INTEGER,
    entry     INTEGER NOT NULL,
    PRIMARY KEY (round, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE agenda (
    programme TEXT NOT NULL,
    round     TEXT NOT NULL,
    meeting   TEXT NOT NULL,
    position  INTEGER NOT NULL,
    item      TEXT NOT NULL,
    proposal  TEXT,
    entry     INTEGER NOT NULL,
    PRIMARY KEY (round, meeting, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE attendance (
    programme  TEXT NOT NULL,
    round      TEXT NOT NULL,
    meeting    TEXT NOT NULL,
    member     TEXT NOT NULL,
    attendance TEXT NOT NULL,
    away       TEXT NOT NULL, -- items for which the member has left
    PRIMARY KEY (round, meeting, member)
) STRICT, WITHOUT ROWID;

-- A motion with the latest ballot on it.
CREATE TABLE motions (
    programme TEXT NOT NULL,
    round     TEXT NOT NULL,
    id        TEXT NOT NULL,
    meeting   TEXT NOT NULL,
    item      TEXT NOT NULL,
    proposal  TEXT,
    made_by   TEXT NOT NULL,
    ballot    INTEGER,
    mode      TEXT,
    closed    INTEGER,
    yes       INTEGER,
    no        INTEGER,
    abstain   INTEGER,
    voters    INTEGER,
    entry     INTEGER NOT NULL,
    PRIMARY KEY (round, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE motion_votes (
    programme TEXT NOT NULL,
    round     TEXT NOT NULL,
    motion    TEXT NOT NULL,
    ballot    INTEGER NOT NULL,
    member    TEXT NOT NULL,
    choice    TEXT NOT NULL, -- sealed where the ballot is secret
    version   INTEGER NOT NULL,
    entry     INTEGER NOT NULL,
    PRIMARY KEY (round, motion, ballot, member)
) STRICT, WITHOUT ROWID;

ALTER TABLE ballots ADD COLUMN meeting TEXT;
ALTER TABLE ballots ADD COLUMN mode TEXT NOT NULL DEFAULT 'open';

-- What was chosen in secret ballots that are open, under keys drawn by chance and without the members. The tally enters the
-- record when the ballot is closed, and the choices go. They follow from no entry, so that nothing can make them again.
CREATE TABLE choices (
    key    BLOB NOT NULL PRIMARY KEY CHECK (length(key) = 16),
    ledger INTEGER NOT NULL REFERENCES ledgers (number),
    ballot INTEGER NOT NULL, -- entry that opened it
    weight INTEGER NOT NULL,
    choice TEXT NOT NULL
) STRICT, WITHOUT ROWID;
