-- +goose Up
-- Who is to score what. A proposal without a row in assignments is scored by every member.

CREATE TABLE assignments (
    programme TEXT NOT NULL,
    round     TEXT NOT NULL,
    proposal  TEXT NOT NULL,
    member    TEXT NOT NULL,
    entry     INTEGER NOT NULL, -- that set the whole list
    PRIMARY KEY (round, proposal, member)
) STRICT, WITHOUT ROWID;

CREATE TABLE wishes (
    programme TEXT NOT NULL,
    round     TEXT NOT NULL,
    proposal  TEXT NOT NULL,
    member    TEXT NOT NULL,
    wish      TEXT NOT NULL, -- wants or avoids
    entry     INTEGER NOT NULL,
    PRIMARY KEY (round, proposal, member)
) STRICT, WITHOUT ROWID;

CREATE VIEW readable_assignments AS
SELECT a.round, p.label AS number, COALESCE(m.name, a.member) AS member, m.body, a.proposal,
    EXISTS (SELECT 1 FROM scores s WHERE s.round = a.round AND s.proposal = a.proposal AND s.member = a.member) AS scored
FROM assignments a
JOIN proposals p ON p.round = a.round AND p.id = a.proposal
LEFT JOIN readable_participants m ON m.round = a.round AND m.pseudonym = a.member;
