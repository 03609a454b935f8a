-- +goose Up
-- The record: ledgers, their entries, the texts that may be erased, and documents kept under their digest.
PRAGMA application_id = 1198679405; -- "Grem"

CREATE TABLE installation (
    one           INTEGER PRIMARY KEY CHECK (one = 1),
    authority     TEXT NOT NULL, -- first part of every ledger's name
    pseudonym_key BLOB NOT NULL CHECK (length(pseudonym_key) = 32),
    created       TEXT NOT NULL
) STRICT;

CREATE TABLE ledgers (
    number INTEGER PRIMARY KEY,
    origin TEXT NOT NULL UNIQUE,
    kind   TEXT NOT NULL CHECK (kind IN ('round', 'register')),
    size   INTEGER NOT NULL,
    root   BLOB NOT NULL CHECK (length(root) = 32)
) STRICT;

-- id is the ledger's number in the upper 32 bits and the entry's number in the lower ones.
CREATE TABLE entries (
    id    INTEGER PRIMARY KEY,
    leaf  BLOB NOT NULL CHECK (length(leaf) = 32),
    bytes BLOB NOT NULL
) STRICT;

-- +goose StatementBegin
CREATE TRIGGER entries_are_never_changed BEFORE UPDATE ON entries
BEGIN SELECT RAISE(ABORT, 'entries of a ledger are never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER entries_are_never_deleted BEFORE DELETE ON entries
BEGIN SELECT RAISE(ABORT, 'entries of a ledger are never deleted'); END;
-- +goose StatementEnd

-- Erasing is deleting a row; the entry's commitment stays.
CREATE TABLE texts (
    ledger INTEGER NOT NULL REFERENCES ledgers (number),
    seq    INTEGER NOT NULL,
    path   TEXT NOT NULL,
    nonce  BLOB NOT NULL CHECK (length(nonce) = 32),
    value  TEXT NOT NULL,
    PRIMARY KEY (ledger, seq, path)
) STRICT, WITHOUT ROWID;

-- What lists ask for: short texts, one for each thing named, all that is asked for in the index itself. The condition stands
-- in the query word by word.
CREATE INDEX texts_listed ON texts (ledger, path, seq, value) WHERE path IN ('title', 'name', 'label', 'ref');

CREATE TABLE documents (
    digest TEXT PRIMARY KEY,
    bytes  BLOB NOT NULL
) STRICT;

-- +goose StatementBegin
CREATE TRIGGER documents_are_never_changed BEFORE UPDATE ON documents
BEGIN SELECT RAISE(ABORT, 'documents are never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER documents_are_never_deleted BEFORE DELETE ON documents
BEGIN SELECT RAISE(ABORT, 'documents are never deleted'); END;
-- +goose StatementEnd
