-- +goose Up
-- For people who read with SQL: names and titles beside the figures, as long as they have not been erased. Means are
-- rounded here; the exact ones come from `gremium standing`.

CREATE VIEW readable_entries AS
SELECT l.origin AS ledger, e.id & 4294967295 AS seq, CAST(e.bytes AS TEXT) AS entry
FROM entries e JOIN ledgers l ON l.number = e.id >> 32;

CREATE VIEW readable_participants AS
SELECT p.round, p.pseudonym, t.value AS name, p.capacities, s.id AS seat, s.body, s.body_group, s.organisation
FROM participants p
JOIN rounds r ON r.id = p.round
JOIN ledgers l ON l.origin = r.origin
LEFT JOIN seats s ON s.round = p.round AND s.holder = p.pseudonym
LEFT JOIN texts t ON t.ledger = l.number AND t.seq = p.entry AND t.path = 'name';

CREATE VIEW readable_proposals AS
SELECT p.programme, p.round, p.label AS number, p.ref, t.value AS title, p.kind, p.state, p.outcome, p.published,
    (SELECT COUNT(DISTINCT s.member) FROM scores s WHERE s.round = p.round AND s.proposal = p.id) AS sheets,
    (SELECT COUNT(*) FROM ballots b WHERE b.round = p.round AND b.proposal = p.id) AS ballots, p.id
FROM proposals p
JOIN rounds r ON r.id = p.round
JOIN ledgers l ON l.origin = r.origin
LEFT JOIN texts t ON t.ledger = l.number AND t.seq = p.entry AND t.path = 'title';

CREATE VIEW readable_scores AS
SELECT s.round, p.label AS number, s.criterion, COALESCE(m.name, s.member) AS member, m.body, s.value, s.version,
    t.value AS justification, s.proposal
FROM scores s
JOIN proposals p ON p.round = s.round AND p.id = s.proposal
JOIN rounds r ON r.id = s.round
JOIN ledgers l ON l.origin = r.origin
LEFT JOIN readable_participants m ON m.round = s.round AND m.pseudonym = s.member
LEFT JOIN texts t ON t.ledger = l.number AND t.seq = s.entry AND t.path = 'justification/' || s.criterion;

CREATE VIEW readable_votes AS
SELECT v.round, p.label AS number, v.ballot, COALESCE(m.name, v.member) AS member, m.body, v.choice, v.version, v.proposal
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
GROUP BY s.round, p.label, s.criterion, s.proposal;

-- While a ballot is open its tally is counted here; a closed one carries its own.
CREATE VIEW tallies AS
SELECT v.round, v.proposal, v.ballot,
    SUM(CASE WHEN v.choice = 'yes' THEN s.weight ELSE 0 END) AS yes,
    SUM(CASE WHEN v.choice = 'no' THEN s.weight ELSE 0 END) AS no,
    SUM(CASE WHEN v.choice = 'abstain' THEN s.weight ELSE 0 END) AS abstain,
    COUNT(*) AS voters
FROM votes v
JOIN seats s ON s.round = v.round AND s.holder = v.member
GROUP BY v.round, v.proposal, v.ballot;
