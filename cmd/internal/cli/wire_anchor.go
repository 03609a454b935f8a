package cli

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"gremium/cmd/internal/reply"
	"gremium/store"
	"gremium/store/anchor"
	"gremium/store/record"
	"gremium/workflow/proof"
)

// rest is how long the anchor rests between two passes while entries keep coming: each costs the writer one more commit.
const rest = time.Second

// keyFileOf is the key file of a database: what --key-file or GREMIUM_KEY names, else beside the database.
func (e *env) keyFileOf(path string) string {
	if e.keyFile != "" {
		return e.keyFile
	}
	return path + ".key"
}

// sizesFileOf is the lock file: beside the key file.
func (e *env) sizesFileOf(path string) string {
	return strings.TrimSuffix(e.keyFileOf(path), ".key") + ".sizes"
}

// moored is how the anchor of a database is opened.
func (e *env) moored(db *store.DB, authority string) anchor.Config {
	return anchor.Config{
		Archive: db, Authority: authority, KeyFile: e.keyFileOf(db.Path()), SizesFile: e.sizesFileOf(db.Path()), Rest: rest,
		Failed: func(err error) { fmt.Fprintln(e.errs, "gremium:", e.wrong(err)) },
	}
}

// wrong says to whoever runs the installation what is wrong with record, key or lock file.
func (e *env) wrong(err error) string {
	if breach, ok := errors.AsType[*record.BreachError](err); ok {
		return reply.Breaches(breach).In(e.lang)
	}
	return reply.Of(err, e.lang, nil).Message
}

// moor opens the anchor of a database. A key is made by itself only where there is nothing that one could have signed.
func (e *env) moor(ctx context.Context, db *store.DB, authority string) (*anchor.Anchor, error) {
	cfg := e.moored(db, authority)
	if _, err := anchor.LoadKeys(cfg.KeyFile); errors.Is(err, record.ErrKeyMissing) {
		bare, err := bareOf(ctx, db)
		if err == nil && bare {
			err = makeKey(cfg.KeyFile, authority)
		}
		if err != nil {
			return nil, err
		}
	}
	return anchor.Open(ctx, cfg)
}

// bareOf tells whether a database has no entry and no checkpoint.
func bareOf(ctx context.Context, db *store.DB) (bool, error) {
	heads, err := db.Heads(ctx)
	if err != nil {
		return false, err
	}
	for _, h := range heads {
		if h.Size > 0 {
			return false, nil
		}
	}
	notes, err := db.LatestCheckpoints(ctx)
	return len(notes) == 0, err
}

// makeKey puts a new key into the key file.
func makeKey(path, authority string) error {
	signer, _, err := proof.NewKey(rand.Reader, authority)
	if err != nil {
		return err
	}
	return anchor.AddKey(path, signer)
}

// unclaimed refuses to make a database where key file or lock file of another one lie.
func (e *env) unclaimed() error {
	path := strings.TrimPrefix(strings.TrimPrefix(e.url, "sqlite:"), "//")
	if info, err := os.Stat(path); err == nil && info.Size() > 0 {
		return nil
	}
	if _, err := os.Stat(e.sizesFileOf(path)); err != nil {
		return nil //nolint:nilerr // there is none
	}
	return reply.New(reply.Conflict, "lock_file_left",
		fmt.Sprintf("Die Datenbank „%s“ gibt es nicht, aber ihre Sperrdatei „%s“ liegt noch da. Fehlt die Datenbank durch ein Versehen, stellen Sie eine Sicherung wieder her: gremium restore. Wollen Sie neu beginnen, verschieben Sie Sperrdatei und Schlüssel an einen anderen Ort.", e.url, e.sizesFileOf(path)),
		fmt.Sprintf("There is no database \"%s\", but its lock file \"%s\" is still there. If the database is missing by mistake, restore a backup: gremium restore. To begin anew, move lock file and key elsewhere.", e.url, e.sizesFileOf(path)))
}
