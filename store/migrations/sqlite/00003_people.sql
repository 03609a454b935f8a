-- +goose Up
-- Who may come in, and what somebody has begun to write. None of it is part of the record.

CREATE TABLE accounts (
    id       TEXT NOT NULL PRIMARY KEY,
    email    TEXT NOT NULL, -- as it was given
    folded   TEXT NOT NULL UNIQUE, -- in lower case
    name     TEXT NOT NULL,
    language TEXT NOT NULL,
    password TEXT NOT NULL, -- PHC string; empty: no sign-in by password
    created  TEXT NOT NULL,
    disabled TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE roles (
    account   TEXT NOT NULL REFERENCES accounts (id),
    programme TEXT NOT NULL, -- empty: every programme
    role      TEXT NOT NULL,
    PRIMARY KEY (account, programme, role)
) STRICT, WITHOUT ROWID;

CREATE TABLE sign_ins (
    token   BLOB NOT NULL PRIMARY KEY, -- SHA-256 of the token that the browser holds
    data    BLOB NOT NULL,
    expires TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX sign_ins_expire ON sign_ins (expires);

CREATE TABLE drafts (
    account  TEXT NOT NULL REFERENCES accounts (id),
    round    TEXT NOT NULL,
    proposal TEXT NOT NULL,
    form     TEXT NOT NULL,
    body     TEXT NOT NULL, -- JSON
    base     INTEGER NOT NULL, -- version that the form was opened on
    updated  TEXT NOT NULL,
    PRIMARY KEY (account, round, proposal, form)
) STRICT, WITHOUT ROWID;
