-- +goose Up
-- How far the ledgers went when the key was changed: the key before counts up to there.

-- 1 where it was not noted then: changes of the first edition, as all that are here already.
ALTER TABLE key_changes ADD COLUMN unnoted INTEGER NOT NULL DEFAULT 1;

CREATE TABLE noted_rounds (
    round  TEXT NOT NULL,
    origin TEXT NOT NULL,
    size   INTEGER NOT NULL,
    root   BLOB NOT NULL,
    entry  INTEGER NOT NULL,
    change INTEGER NOT NULL, -- entry of the change of the key
    PRIMARY KEY (round, entry)
) STRICT, WITHOUT ROWID;
