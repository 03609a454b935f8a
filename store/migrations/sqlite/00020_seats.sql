-- +goose Up
-- Seats with vice chairs, terms, deputies and absences. A seat has one sheet for each proposal and one vote in each ballot,
-- whoever gave it: member says who, deputy whether as a deputy.

ALTER TABLE seats ADD COLUMN vice INTEGER NOT NULL DEFAULT 0;
ALTER TABLE participants ADD COLUMN deputy INTEGER NOT NULL DEFAULT 0;
ALTER TABLE participants ADD COLUMN term_from TEXT; -- NULL: at once
ALTER TABLE participants ADD COLUMN term_until TEXT; -- NULL: with the round
ALTER TABLE participants ADD COLUMN left_by INTEGER; -- entry by which they left the seat

CREATE TABLE absences (
    programme    TEXT NOT NULL,
    round        TEXT NOT NULL,
    participant  TEXT NOT NULL,
    entry        INTEGER NOT NULL,
    absent_from  TEXT NOT NULL,
    absent_until TEXT, -- NULL: until it is ended
    PRIMARY KEY (round, participant, entry)
) STRICT, WITHOUT ROWID;

DROP VIEW tallies;
DROP VIEW means;
DROP VIEW readable_decisions;
DROP VIEW readable_votes;
DROP VIEW readable_scores;
DROP VIEW readable_proposals;
DROP VIEW readable_participants;

CREATE TEMPORARY TABLE old_scores AS
SELECT s.programme, s.round, s.proposal, p.seat, s.criterion, s.member, 0 AS deputy, s.value, s.version, s.seen, s.entry
FROM scores s JOIN participants p ON p.round = s.round AND p.pseudonym = s.member;
DROP TABLE scores;
CREATE TABLE scores (
    programme TEXT NOT NULL,
    round     TEXT NOT NULL,
    proposal  TEXT NOT NULL,
    seat      TEXT NOT NULL,
    criterion TEXT NOT NULL,
    member    TEXT NOT NULL,
    deputy    INTEGER NOT NULL,
    value     TEXT, -- exact decimal; NULL: not assessable
    version   INTEGER NOT NULL, -- of the sheet
    seen      INTEGER NOT NULL, -- version of the proposal that was read
    entry     INTEGER NOT NULL,
    PRIMARY KEY (round, proposal, seat, criterion)
) STRICT, WITHOUT ROWID;
INSERT INTO scores SELECT * FROM old_scores;
DROP TABLE old_scores;

CREATE TEMPORARY TABLE old_votes AS
SELECT v.programme, v.round, v.proposal, v.ballot, p.seat, v.member, 0 AS deputy, v.choice, v.version, v.entry
FROM votes v JOIN participants p ON p.round = v.round AND p.pseudonym = v.member;
DROP TABLE votes;
CREATE TABLE votes (
    programme TEXT NOT NULL,
    round     TEXT NOT NULL,
    proposal  TEXT NOT NULL,
    ballot    INTEGER NOT NULL,
    seat      TEXT NOT NULL,
    member    TEXT NOT NULL,
    deputy    INTEGER NOT NULL,
    choice    TEXT NOT NULL,
    version   INTEGER NOT NULL,
    entry     INTEGER NOT NULL,
    PRIMARY KEY (round, proposal, ballot, seat)
) STRICT, WITHOUT ROWID;
INSERT INTO votes SELECT * FROM old_votes;
DROP TABLE old_votes;

CREATE TEMPORARY TABLE old_motion_votes AS
SELECT v.programme, v.round, v.motion, v.ballot, p.seat, v.member, 0 AS deputy, v.choice, v.version, v.entry
FROM motion_votes v JOIN participants p ON p.round = v.round AND p.pseudonym = v.member;
DROP TABLE motion_votes;
CREATE TABLE motion_votes (
    programme TEXT NOT NULL,
    round     TEXT NOT NULL,
    motion    TEXT NOT NULL,
    ballot    INTEGER NOT NULL,
    seat      TEXT NOT NULL,
    member    TEXT NOT NULL,
    deputy    INTEGER NOT NULL,
    choice    TEXT NOT NULL, -- sealed where the ballot is secret
    version   INTEGER NOT NULL,
    entry     INTEGER NOT NULL,
    PRIMARY KEY (round, motion, ballot, seat)
) STRICT, WITHOUT ROWID;
INSERT INTO motion_votes SELECT * FROM old_motion_votes;
DROP TABLE old_motion_votes;

CREATE TEMPORARY TABLE old_attendance AS
SELECT a.programme, a.round, a.meeting, p.seat, a.member, 0 AS deputy, a.attendance, a.away
FROM attendance a JOIN participants p ON p.round = a.round AND p.pseudonym = a.member;
DROP TABLE attendance;
CREATE TABLE attendance (
    programme  TEXT NOT NULL,
    round      TEXT NOT NULL,
    meeting    TEXT NOT NULL,
    seat       TEXT NOT NULL,
    member     TEXT NOT NULL,
    deputy     INTEGER NOT NULL,
    attendance TEXT NOT NULL,
    away       TEXT NOT NULL, -- items for which the member has left
    PRIMARY KEY (round, meeting, seat)
) STRICT, WITHOUT ROWID;
INSERT INTO attendance SELECT * FROM old_attendance;
DROP TABLE old_attendance;

CREATE VIEW readable_participants AS
SELECT p.round, p.pseudonym, t.value AS name, p.capacities, s.id AS seat, s.body, s.body_group, s.organisation, p.deputy,
    p.term_from, p.term_until, p.left_by
FROM participants p
JOIN rounds r ON r.id = p.round
JOIN ledgers l ON l.origin = r.origin
LEFT JOIN seats s ON s.round = p.round AND s.id = p.seat
LEFT JOIN texts t ON t.ledger = l.number AND t.seq = p.entry AND t.path = 'name';

CREATE VIEW readable_proposals AS
SELECT p.programme, p.round, p.label AS number, p.ref, t.value AS title, p.kind, p.state, p.outcome, p.published,
    (SELECT COUNT(DISTINCT s.seat) FROM scores s WHERE s.round = p.round AND s.proposal = p.id) AS sheets,
    (SELECT COUNT(*) FROM ballots b WHERE b.round = p.round AND b.proposal = p.id) AS ballots, p.id
FROM proposals p
JOIN rounds r ON r.id = p.round
JOIN ledgers l ON l.origin = r.origin
LEFT JOIN texts t ON t.ledger = l.number AND t.seq = p.entry AND t.path = 'title';

CREATE VIEW readable_scores AS
SELECT s.round, p.label AS number, s.criterion, s.seat, COALESCE(m.name, s.member) AS member, s.deputy, m.body, s.value, s.version,
    t.value AS justification, s.proposal
FROM scores s
JOIN proposals p ON p.round = s.round AND p.id = s.proposal
JOIN rounds r ON r.id = s.round
JOIN ledgers l ON l.origin = r.origin
LEFT JOIN readable_participants m ON m.round = s.round AND m.pseudonym = s.member
LEFT JOIN texts t ON t.ledger = l.number AND t.seq = s.entry AND t.path = 'justification/' || s.criterion;

CREATE VIEW readable_votes AS
SELECT v.round, p.label AS number, v.ballot, v.seat, COALESCE(m.name, v.member) AS member, v.deputy, m.body, v.choice, v.version,
    v.proposal
FROM votes v
JOIN proposals p ON p.round = v.round AND p.id = v.proposal
LEFT JOIN readable_participants m ON m.round = v.round AND m.pseudonym = v.member;

CREATE VIEW readable_decisions AS
SELECT d.round, p.label AS number, d.outcome, d.proposed, COALESCE(m.name, d.taken_by) AS taken_by, d.taken_at,
    d.recorded, d.set_aside, t.value AS rationale, d.proposal
FROM decisions d
JOIN proposals p ON p.round = d.round AND p.id = d.proposal
JOIN rounds r ON r.id = d.round
JOIN ledgers l ON l.origin = r.origin
LEFT JOIN readable_participants m ON m.round = d.round AND m.pseudonym = d.taken_by
LEFT JOIN texts t ON t.ledger = l.number AND t.seq = d.entry AND t.path = 'rationale';

CREATE VIEW means AS
SELECT s.round, p.label AS number, s.criterion, COUNT(s.value) AS n, ROUND(AVG(CAST(s.value AS REAL)), 2) AS mean, s.proposal
FROM scores s
JOIN proposals p ON p.round = s.round AND p.id = s.proposal
WHERE NOT EXISTS (SELECT 1 FROM recusals x WHERE x.round = s.round AND x.proposal = s.proposal AND x.member = s.member)
GROUP BY s.round, p.label, s.criterion, s.proposal;

-- While a ballot is open its tally is counted here; a closed one carries its own.
CREATE VIEW tallies AS
SELECT v.round, v.proposal, v.ballot,
    SUM(CASE WHEN v.choice = 'yes' THEN s.weight ELSE 0 END) AS yes,
    SUM(CASE WHEN v.choice = 'no' THEN s.weight ELSE 0 END) AS no,
    SUM(CASE WHEN v.choice = 'abstain' THEN s.weight ELSE 0 END) AS abstain,
    COUNT(*) AS voters
FROM votes v
JOIN seats s ON s.round = v.round AND s.id = v.seat
WHERE NOT EXISTS (SELECT 1 FROM recusals x WHERE x.round = v.round AND x.proposal = v.proposal AND x.member = v.member)
GROUP BY v.round, v.proposal, v.ballot;
