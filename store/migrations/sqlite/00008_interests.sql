-- +goose Up
-- Who declared an interest in a proposal, whose was reported, and what became of it. Whoever acts for a seat whose
-- interest it is takes no part either: recusals lists everybody who is excluded at present.

CREATE TABLE interests (
    programme   TEXT NOT NULL,
    round       TEXT NOT NULL,
    proposal    TEXT NOT NULL,
    entry       INTEGER NOT NULL,
    participant TEXT NOT NULL, -- whose interest
    stated_by   TEXT NOT NULL,
    kind        TEXT NOT NULL,
    declared    INTEGER NOT NULL, -- 1: one's own; 0: reported by somebody else
    state       TEXT NOT NULL, -- excluded, open, lifted or dismissed
    seat        TEXT, -- whose interest it is as well; NULL where it is the person's alone
    since       INTEGER, -- entry by which it excludes or excluded
    resolved    INTEGER, -- entry of the latest resolution
    PRIMARY KEY (round, proposal, entry)
) STRICT, WITHOUT ROWID;

CREATE VIEW recusals AS
SELECT DISTINCT x.programme, x.round, x.proposal, p.pseudonym AS member, x.kind, x.since
FROM interests x
JOIN participants p ON p.round = x.round AND (p.pseudonym = x.participant OR p.seat = x.seat)
WHERE x.state = 'excluded';

DROP VIEW means;
CREATE VIEW means AS
SELECT s.round, p.label AS number, s.criterion, COUNT(s.value) AS n, ROUND(AVG(CAST(s.value AS REAL)), 2) AS mean, s.proposal
FROM scores s
JOIN proposals p ON p.round = s.round AND p.id = s.proposal
WHERE NOT EXISTS (SELECT 1 FROM recusals x WHERE x.round = s.round AND x.proposal = s.proposal AND x.member = s.member)
GROUP BY s.round, p.label, s.criterion, s.proposal;

-- While a ballot is open its tally is counted here; a closed one carries its own.
DROP VIEW tallies;
CREATE VIEW tallies AS
SELECT v.round, v.proposal, v.ballot,
    SUM(CASE WHEN v.choice = 'yes' THEN s.weight ELSE 0 END) AS yes,
    SUM(CASE WHEN v.choice = 'no' THEN s.weight ELSE 0 END) AS no,
    SUM(CASE WHEN v.choice = 'abstain' THEN s.weight ELSE 0 END) AS abstain,
    COUNT(*) AS voters
FROM votes v
JOIN seats s ON s.round = v.round AND s.holder = v.member
WHERE NOT EXISTS (SELECT 1 FROM recusals x WHERE x.round = v.round AND x.proposal = v.proposal AND x.member = v.member)
GROUP BY v.round, v.proposal, v.ballot;
