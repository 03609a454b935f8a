-- +goose Up
-- Attempts to sign in, so that a restart forgives none of them. They are kept for a quarter of an hour; addresses and places only
-- as digests.

CREATE TABLE sign_in_attempts (
    address BLOB NOT NULL, -- SHA-256 of the e-mail address that was tried
    place   BLOB NOT NULL, -- SHA-256 of the address and where the attempt came from
    known   INTEGER NOT NULL, -- 1 where whoever is there had signed in before
    at      TEXT NOT NULL
) STRICT;

CREATE INDEX sign_in_attempts_at_place ON sign_in_attempts (place, at);
CREATE INDEX sign_in_attempts_on_address ON sign_in_attempts (address, at);
CREATE INDEX sign_in_attempts_begun ON sign_in_attempts (at);
