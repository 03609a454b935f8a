-- +goose Up
-- Since when the rule has been in force: witnesses that were just named have a while for what was there before. Empty where nobody
-- noted it.
ALTER TABLE witness_rule ADD COLUMN since TEXT NOT NULL DEFAULT '';
