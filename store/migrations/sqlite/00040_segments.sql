-- +goose Up
-- Entries of a round that has ended are packed, 256 of them to a row: they are read several times as fast as one by one. It is
-- the same record, byte for byte, with a line feed between two entries, and their leaf hashes beside it. id is that of the
-- first entry; an entry stands either here or in entries, never in both.
CREATE TABLE segments (
    id     INTEGER PRIMARY KEY CHECK (id % 256 = 0),
    leaves BLOB NOT NULL CHECK (length(leaves) = 8192),
    bytes  BLOB NOT NULL
) STRICT;

-- A segment is made of the entries in its place: all 256 of them, none with a line feed of its own, and nothing else.
-- +goose StatementBegin
CREATE TRIGGER segments_hold_entries BEFORE INSERT ON segments WHEN NEW.id % 256 <> 0
    OR (SELECT COUNT(*) FROM entries WHERE id >= NEW.id AND id < NEW.id + 256 AND length(leaf) = 32 AND instr(bytes, x'0a') = 0) <> 256
    OR NEW.leaves IS NOT (SELECT CAST(group_concat(leaf, '') AS BLOB)
        FROM (SELECT leaf FROM entries WHERE id >= NEW.id AND id < NEW.id + 256 ORDER BY id))
    OR NEW.bytes IS NOT (SELECT CAST(group_concat(bytes, char(10)) AS BLOB)
        FROM (SELECT bytes FROM entries WHERE id >= NEW.id AND id < NEW.id + 256 ORDER BY id))
BEGIN SELECT RAISE(ABORT, 'segments are never other than their entries'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER segments_are_never_replaced BEFORE INSERT ON segments WHEN EXISTS (SELECT 1 FROM segments WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'segments of a ledger are never replaced'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER segments_are_never_changed BEFORE UPDATE ON segments
BEGIN SELECT RAISE(ABORT, 'segments of a ledger are never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER segments_are_never_deleted BEFORE DELETE ON segments
BEGIN SELECT RAISE(ABORT, 'segments of a ledger are never deleted'); END;
-- +goose StatementEnd

-- An entry goes only where the segment in its place has it.
DROP TRIGGER entries_are_never_deleted;
-- +goose StatementBegin
CREATE TRIGGER entries_are_never_deleted BEFORE DELETE ON entries WHEN NOT EXISTS (
    SELECT 1 FROM segments WHERE id = (OLD.id & -256) AND substr(leaves, (OLD.id & 255) * 32 + 1, 32) = OLD.leaf
)
BEGIN SELECT RAISE(ABORT, 'entries of a ledger are never deleted'); END;
-- +goose StatementEnd

-- For people who read with SQL an entry is a row, wherever it stands. A segment that was damaged is shown as it lies, in one row.
DROP VIEW readable_entries;
CREATE VIEW readable_entries AS
SELECT l.origin AS ledger, e.id & 4294967295 AS seq, CAST(e.bytes AS TEXT) AS entry
FROM entries e JOIN ledgers l ON l.number = e.id >> 32
UNION ALL
SELECT l.origin, (s.id & 4294967295) + j.key, j.value
FROM (SELECT id, CAST(bytes AS TEXT) AS lines, '[' || replace(CAST(bytes AS TEXT), char(10), ',') || ']' AS list FROM segments) s
JOIN ledgers l ON l.number = s.id >> 32
JOIN json_each(CASE WHEN json_valid(s.list) THEN s.list ELSE json_array(s.lines) END) j;
