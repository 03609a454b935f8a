-- +goose Up
-- What is said about proposals: one row for each version of a comment, and for each question with the latest answer.
-- What was said lies in the texts.

CREATE TABLE comments (
    programme TEXT NOT NULL,
    round     TEXT NOT NULL,
    proposal  TEXT NOT NULL,
    comment   INTEGER NOT NULL, -- 1, 2, … within the proposal
    version   INTEGER NOT NULL,
    author    TEXT NOT NULL,
    capacity  TEXT NOT NULL,
    reply_to  INTEGER, -- the comment that it answers
    made      TEXT NOT NULL,
    entry     INTEGER NOT NULL,
    PRIMARY KEY (round, proposal, comment, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE questions (
    programme TEXT NOT NULL,
    round     TEXT NOT NULL,
    proposal  TEXT NOT NULL,
    question  INTEGER NOT NULL, -- 1, 2, … within the proposal
    asked_by  TEXT NOT NULL,
    asked     TEXT NOT NULL,
    entry     INTEGER NOT NULL,
    answers   INTEGER NOT NULL, -- versions of the answer
    answered  INTEGER, -- entry of the latest one
    PRIMARY KEY (round, proposal, question)
) STRICT, WITHOUT ROWID;

CREATE VIEW readable_comments AS
SELECT c.round, p.label AS number, c.comment, c.version, c.reply_to, COALESCE(m.name, c.author) AS author, c.made,
    t.value AS said, c.proposal
FROM comments c
JOIN proposals p ON p.round = c.round AND p.id = c.proposal
JOIN rounds r ON r.id = c.round
JOIN ledgers l ON l.origin = r.origin
LEFT JOIN readable_participants m ON m.round = c.round AND m.pseudonym = c.author
LEFT JOIN texts t ON t.ledger = l.number AND t.seq = c.entry AND t.path = 'comment';

CREATE VIEW readable_questions AS
SELECT q.round, p.label AS number, q.question, COALESCE(m.name, q.asked_by) AS asked_by, q.asked, t.value AS said, a.value AS answer,
    q.proposal
FROM questions q
JOIN proposals p ON p.round = q.round AND p.id = q.proposal
JOIN rounds r ON r.id = q.round
JOIN ledgers l ON l.origin = r.origin
LEFT JOIN readable_participants m ON m.round = q.round AND m.pseudonym = q.asked_by
LEFT JOIN texts t ON t.ledger = l.number AND t.seq = q.entry AND t.path = 'question'
LEFT JOIN texts a ON a.ledger = l.number AND a.seq = q.answered AND a.path = 'answer';
