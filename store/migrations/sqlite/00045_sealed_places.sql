-- +goose Up
-- An entry that is packed in a segment is not entered a second time beside it.
DROP TRIGGER entries_are_never_replaced;
-- +goose StatementBegin
CREATE TRIGGER entries_are_never_replaced BEFORE INSERT ON entries
WHEN EXISTS (SELECT 1 FROM entries WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM segments WHERE id = (NEW.id & -256))
BEGIN SELECT RAISE(ABORT, 'entries of a ledger are never replaced'); END;
-- +goose StatementEnd
