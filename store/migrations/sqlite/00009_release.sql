-- +goose Up
-- The entry that made the decision in force known outside of the committee.
ALTER TABLE proposals ADD COLUMN released INTEGER; -- NULL before
