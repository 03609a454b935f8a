-- +goose Up
-- A row that is put in the place of another fires no trigger for deleting, so inserting has its own. A document that is
-- there already may be handed in again: it is the same, and nothing is written.

-- +goose StatementBegin
CREATE TRIGGER entries_are_never_replaced BEFORE INSERT ON entries WHEN EXISTS (SELECT 1 FROM entries WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'entries of a ledger are never replaced'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER documents_are_never_replaced BEFORE INSERT ON documents WHEN EXISTS (
    SELECT 1 FROM documents WHERE digest = NEW.digest AND bytes IS NOT NEW.bytes
    UNION ALL SELECT 1 FROM documents WHERE rowid = NEW.rowid AND digest IS NOT NEW.digest
)
BEGIN SELECT RAISE(ABORT, 'documents are never replaced'); END;
-- +goose StatementEnd
