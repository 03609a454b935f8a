-- +goose Up
-- The entry that confirmed a decision after somebody was excluded, and whether an outcome was known outside of the committee
-- before it was set aside.
ALTER TABLE decisions ADD COLUMN confirmed INTEGER; -- NULL where none has
ALTER TABLE decisions ADD COLUMN told INTEGER NOT NULL DEFAULT 0;
