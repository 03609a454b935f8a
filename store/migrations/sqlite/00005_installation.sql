-- +goose Up
-- The installation keeps its name, and the key that pseudonyms are made with. With another key everybody would be somebody
-- else in every round. A row that is put in the place of another fires no trigger for deleting, so inserting has its own.

-- +goose StatementBegin
CREATE TRIGGER installation_is_never_changed BEFORE UPDATE ON installation
BEGIN SELECT RAISE(ABORT, 'name and key of an installation are never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER installation_is_never_deleted BEFORE DELETE ON installation
BEGIN SELECT RAISE(ABORT, 'name and key of an installation are never deleted'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER installation_is_never_replaced BEFORE INSERT ON installation WHEN EXISTS (SELECT 1 FROM installation)
BEGIN SELECT RAISE(ABORT, 'name and key of an installation are never replaced'); END;
-- +goose StatementEnd
