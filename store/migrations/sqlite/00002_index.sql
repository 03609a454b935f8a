-- +goose Up
-- The index: what the ledgers give, for reading with SQL. It can be deleted and made again from the entries at any time.
-- A round's tables name the programme, the round and the entry that a row rests on. They hold no names and no free text.

CREATE TABLE programmes (
    id    TEXT NOT NULL PRIMARY KEY,
    entry INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE organisations (
    id      TEXT NOT NULL PRIMARY KEY,
    kind    TEXT NOT NULL,
    land    TEXT NOT NULL,
    carrier TEXT NOT NULL,
    parent  TEXT NOT NULL,
    entry   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE policies (
    programme TEXT NOT NULL,
    digest    TEXT NOT NULL,
    id        TEXT NOT NULL,
    edition   INTEGER NOT NULL,
    entry     INTEGER NOT NULL,
    PRIMARY KEY (programme, digest)
) STRICT, WITHOUT ROWID;

CREATE TABLE listed_rounds (
    id        TEXT NOT NULL PRIMARY KEY,
    programme TEXT NOT NULL,
    origin    TEXT NOT NULL,
    policy    TEXT NOT NULL,
    opening   BLOB NOT NULL, -- leaf hash of the round's first entry
    entry     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE rounds (
    id        TEXT NOT NULL PRIMARY KEY,
    programme TEXT NOT NULL,
    origin    TEXT NOT NULL,
    phase     TEXT NOT NULL,
    policy    TEXT NOT NULL,
    rubric    TEXT NOT NULL,
    prefix    TEXT NOT NULL,
    imported  INTEGER NOT NULL,
    opened    TEXT NOT NULL,
    opener    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE seats (
    programme    TEXT NOT NULL,
    round        TEXT NOT NULL,
    id           TEXT NOT NULL,
    body         TEXT NOT NULL,
    body_group   TEXT NOT NULL,
    organisation TEXT NOT NULL,
    weight       INTEGER NOT NULL,
    advisory     INTEGER NOT NULL,
    chair        INTEGER NOT NULL,
    holder       TEXT, -- NULL while vacant
    entry        INTEGER NOT NULL,
    PRIMARY KEY (round, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE participants (
    programme  TEXT NOT NULL,
    round      TEXT NOT NULL,
    pseudonym  TEXT NOT NULL,
    capacities TEXT NOT NULL,
    seat       TEXT, -- NULL for who holds none
    entry      INTEGER NOT NULL, -- with the name
    PRIMARY KEY (round, pseudonym)
) STRICT, WITHOUT ROWID;

CREATE TABLE proposals (
    programme         TEXT NOT NULL,
    round             TEXT NOT NULL,
    id                TEXT NOT NULL,
    number            INTEGER NOT NULL,
    label             TEXT NOT NULL, -- the number as people say it
    ref               TEXT NOT NULL, -- id in the source, for imports
    kind              TEXT NOT NULL,
    state             TEXT NOT NULL,
    outcome           TEXT, -- NULL until decided
    published         INTEGER NOT NULL,
    submitter         TEXT NOT NULL,
    version           INTEGER NOT NULL,
    checked           INTEGER, -- version of the last check
    passed            INTEGER, -- whether it passed
    missing           TEXT NOT NULL,
    laender           TEXT NOT NULL,
    audiences         TEXT NOT NULL,
    institutions      TEXT NOT NULL,
    previous_round    TEXT,
    previous_proposal TEXT,
    reconsideration   INTEGER, -- entry that asks for it, while it is asked for
    entry             INTEGER NOT NULL, -- of the latest version, with its texts
    PRIMARY KEY (round, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE owners (
    programme    TEXT NOT NULL,
    round        TEXT NOT NULL,
    proposal     TEXT NOT NULL,
    position     INTEGER NOT NULL,
    organisation TEXT NOT NULL,
    carrier      TEXT NOT NULL,
    parent       TEXT NOT NULL,
    PRIMARY KEY (round, proposal, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE checks (
    programme TEXT NOT NULL,
    round     TEXT NOT NULL,
    proposal  TEXT NOT NULL,
    point     TEXT NOT NULL,
    holds     INTEGER NOT NULL,
    version   INTEGER NOT NULL,
    entry     INTEGER NOT NULL,
    PRIMARY KEY (round, proposal, point)
) STRICT, WITHOUT ROWID;

CREATE TABLE scores (
    programme TEXT NOT NULL,
    round     TEXT NOT NULL,
    proposal  TEXT NOT NULL,
    member    TEXT NOT NULL,
    criterion TEXT NOT NULL,
    value     TEXT, -- exact decimal; NULL: not assessable
    version   INTEGER NOT NULL, -- of the sheet
    seen      INTEGER NOT NULL, -- version of the proposal that was read
    entry     INTEGER NOT NULL,
    PRIMARY KEY (round, proposal, member, criterion)
) STRICT, WITHOUT ROWID;

CREATE TABLE ballots (
    programme TEXT NOT NULL,
    round     TEXT NOT NULL,
    proposal  TEXT NOT NULL,
    ballot    INTEGER NOT NULL, -- entry that opened it
    closed    INTEGER, -- entry that closed it; the tally counts votes by weight, voters by head
    yes       INTEGER,
    no        INTEGER,
    abstain   INTEGER,
    voters    INTEGER,
    PRIMARY KEY (round, proposal, ballot)
) STRICT, WITHOUT ROWID;

CREATE TABLE votes (
    programme TEXT NOT NULL,
    round     TEXT NOT NULL,
    proposal  TEXT NOT NULL,
    ballot    INTEGER NOT NULL,
    member    TEXT NOT NULL,
    choice    TEXT NOT NULL,
    version   INTEGER NOT NULL,
    entry     INTEGER NOT NULL,
    PRIMARY KEY (round, proposal, ballot, member)
) STRICT, WITHOUT ROWID;

CREATE TABLE decisions (
    programme TEXT NOT NULL,
    round     TEXT NOT NULL,
    proposal  TEXT NOT NULL,
    entry     INTEGER NOT NULL,
    outcome   TEXT NOT NULL,
    proposed  TEXT, -- what the policy proposed; NULL where it was taken elsewhere
    taken_by  TEXT NOT NULL,
    taken_at  TEXT NOT NULL,
    recorded  INTEGER NOT NULL, -- 1: taken elsewhere, not derived here
    source    TEXT,
    digest    TEXT,
    ballot    INTEGER, -- entry that closed the ballot it rests on
    set_aside INTEGER, -- entry of the reconsideration; NULL while in force
    PRIMARY KEY (round, proposal, entry)
) STRICT, WITHOUT ROWID;
