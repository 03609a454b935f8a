-- +goose Up
-- Witnesses of other bodies cosign checkpoints. What they have signed is kept here, and what came in between.

-- Whom the server asks, by public key, as it was last started.
CREATE TABLE witnesses (
    key   TEXT PRIMARY KEY,
    place INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- How many of them have to have cosigned.
CREATE TABLE witness_rule (
    only   INTEGER PRIMARY KEY CHECK (only = 1),
    quorum INTEGER NOT NULL
) STRICT;

-- A signature line over the checkpoint of that size.
CREATE TABLE cosignatures (
    origin TEXT NOT NULL,
    size   INTEGER NOT NULL,
    key    TEXT NOT NULL,
    line   BLOB NOT NULL,
    PRIMARY KEY (origin, size, key)
) STRICT, WITHOUT ROWID;

-- Why a witness has not cosigned the latest checkpoint of a ledger; no row where nothing is in the way.
CREATE TABLE witness_troubles (
    origin TEXT NOT NULL,
    key    TEXT NOT NULL,
    code   TEXT NOT NULL,
    asked  INTEGER NOT NULL, -- size of the checkpoint
    told   INTEGER NOT NULL, -- size that the witness knows, 0 where it did not say
    since  TEXT NOT NULL,
    PRIMARY KEY (origin, key)
) STRICT, WITHOUT ROWID;
