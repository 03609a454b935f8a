-- +goose Up
-- Minutes of a meeting, beside those of the round.

CREATE TABLE minutes_of (
    programme   TEXT NOT NULL,
    round       TEXT NOT NULL,
    meeting     TEXT NOT NULL, -- empty for the round's
    version     INTEGER NOT NULL,
    digest      TEXT NOT NULL, -- of their canonical form
    size        INTEGER NOT NULL, -- entries that they are made of
    drafted_by  TEXT NOT NULL,
    entry       INTEGER NOT NULL, -- with place, note and reason
    approved_by TEXT, -- NULL before the approval
    approved    INTEGER, -- entry of the approval
    PRIMARY KEY (round, meeting, version)
) STRICT, WITHOUT ROWID;

INSERT INTO minutes_of SELECT programme, round, '', version, digest, size, drafted_by, entry, approved_by, approved FROM minutes;

DROP TABLE minutes;

ALTER TABLE minutes_of RENAME TO minutes;
