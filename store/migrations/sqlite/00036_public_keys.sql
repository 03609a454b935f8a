-- +goose Up
-- The public keys that have signed checkpoints here: so that the register can name the one before, should its key file be lost.
CREATE TABLE public_keys (
    key TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
