-- +goose Up
-- Deadlines that the office has set; without one the days of the policy count.

CREATE TABLE deadlines (
    programme TEXT NOT NULL,
    round     TEXT NOT NULL,
    stage     TEXT NOT NULL, -- call, return or scoring
    until     TEXT NOT NULL, -- the last instant, UTC
    entry     INTEGER NOT NULL,
    PRIMARY KEY (round, stage)
) STRICT, WITHOUT ROWID;
