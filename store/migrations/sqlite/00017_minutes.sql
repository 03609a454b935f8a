-- +goose Up
-- The versions of a round's minutes; the latest approved one is in force.

CREATE TABLE minutes (
    programme   TEXT NOT NULL,
    round       TEXT NOT NULL,
    version     INTEGER NOT NULL,
    digest      TEXT NOT NULL, -- of their canonical form
    size        INTEGER NOT NULL, -- entries that they are made of
    drafted_by  TEXT NOT NULL,
    entry       INTEGER NOT NULL, -- with place, note and reason
    approved_by TEXT, -- NULL before the approval
    approved    INTEGER, -- entry of the approval
    PRIMARY KEY (round, version)
) STRICT, WITHOUT ROWID;
