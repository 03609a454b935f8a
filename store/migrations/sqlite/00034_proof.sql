-- +goose Up
-- What holds the record from outside leaves its traces here: signed checkpoints, and what the register says about them.

-- A checkpoint as a signed note: the latest of each ledger, and earlier ones to compare with.
CREATE TABLE checkpoints (
    origin TEXT NOT NULL,
    size   INTEGER NOT NULL,
    signed BLOB NOT NULL,
    PRIMARY KEY (origin, size)
) STRICT, WITHOUT ROWID;

-- How far the ledger of a round goes that is over.
CREATE TABLE closings (
    round  TEXT NOT NULL,
    origin TEXT NOT NULL,
    size   INTEGER NOT NULL,
    root   BLOB NOT NULL,
    entry  INTEGER NOT NULL,
    PRIMARY KEY (round, entry)
) STRICT, WITHOUT ROWID;

CREATE TABLE key_changes (
    new       TEXT NOT NULL,
    old       TEXT NOT NULL, -- empty where it was not known
    signature TEXT NOT NULL, -- by the old key; empty where it was lost
    entry     INTEGER NOT NULL,
    PRIMARY KEY (new, entry)
) STRICT, WITHOUT ROWID;

-- Ledgers that go on though they were known otherwise.
CREATE TABLE acceptances (
    origin     TEXT NOT NULL,
    known      INTEGER NOT NULL,
    known_root BLOB NOT NULL,
    size       INTEGER NOT NULL,
    root       BLOB NOT NULL,
    entry      INTEGER NOT NULL,
    PRIMARY KEY (origin, entry)
) STRICT, WITHOUT ROWID;
