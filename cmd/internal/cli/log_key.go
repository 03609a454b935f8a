package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"gremium/cmd/internal/reply"
	"gremium/store"
	"gremium/store/anchor"
	"gremium/store/record"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/proof"
)

// publicKey is a public key as --json tells it.
type publicKey struct {
	Key     string `json:"key"`
	InForce bool   `json:"in_force"`
}

func newLogKey(e *env) *cobra.Command {
	cmd := e.command(spec{
		use: "key", short: text{"zeigt die öffentlichen Schlüssel, mit denen andere die Akte prüfen", "shows the public keys with which others check the record"},
		long: text{
			"Die Prüfpunkte der Akte werden mit dem Schlüssel der Installation unterschrieben. Wer sie prüfen soll, bekommt den öffentlichen Schlüssel auf einem anderen Weg als die Akte.",
			"The record is signed with the installation's key. Whoever is to check it gets the public key by another way than the record.",
		},
		run: e.inside(func(ctx context.Context, h *house, _ []string) error { return h.showKeys(ctx) }),
	})
	cmd.AddCommand(newLogKeyRotate(e), newLogKeyNew(e))
	return cmd
}

// showKeys lists the public keys of the key file, the one in force marked.
func (h *house) showKeys(ctx context.Context) error {
	keys, err := anchor.LoadKeys(h.e.keyFileOf(h.db.Path()))
	if err != nil {
		return err
	}
	force, err := h.db.KeyInForce(ctx)
	if err != nil {
		return err
	}
	public := keys.Public()
	if force == "" {
		force = public[0]
	}
	var list []publicKey
	for _, k := range public {
		list = append(list, publicKey{Key: k, InForce: k == force})
	}
	if h.e.json {
		return h.e.object(list)
	}
	for _, k := range list {
		state := ""
		if k.InForce && len(list) > 1 {
			state = h.e.say("  (gilt)", "  (in force)")
		}
		fmt.Fprintln(h.e.out, k.Key+state)
	}
	if len(list) > 1 { // beside what a file gets that it is written to
		fmt.Fprintln(h.e.errs, h.e.say("Wer prüft, bekommt nur den Schlüssel, der gilt: Ein früherer kann gestohlen sein, und wer ihm vertraut, vertraut auch dem Dieb.",
			"Whoever checks gets the key in force alone: an earlier one may be stolen, and whoever trusts it trusts the thief too."))
	}
	return nil
}

func newLogKeyRotate(e *env) *cobra.Command {
	var reason string
	w := &writing{}
	cmd := e.command(spec{
		use: "rotate", short: text{"wechselt den Schlüssel; der alte bürgt für den neuen", "changes the key; the old one vouches for the new one"},
		run: e.inside(func(ctx context.Context, h *house, _ []string) error { return h.rotateKey(ctx, w, reason) }),
	})
	w.flags(e, cmd)
	cmd.Flags().StringVar(&reason, "reason", "", e.say("Grund des Wechsels", "reason of the change"))
	return cmd
}

// rotateKey puts a new key into the key file, and then on record: from there on it signs. What was interrupted in between is
// taken up again.
func (h *house) rotateKey(ctx context.Context, w *writing, reason string) error {
	if err := h.anchor.Allowed(); err != nil {
		return err
	}
	path := h.e.keyFileOf(h.db.Path())
	keys, err := anchor.LoadKeys(path)
	if err != nil {
		return err
	}
	force, err := h.db.KeyInForce(ctx)
	if err != nil {
		return err
	}
	old, force, err := keys.Signer(force)
	if err != nil {
		return err
	}
	spare := keys.Spare(force)
	if spare == "" {
		if err := makeKey(path, h.authority); err != nil {
			return err
		}
		if keys, err = anchor.LoadKeys(path); err != nil {
			return err
		}
		spare = keys.Spare(force)
	}
	next, err := proof.VerifierOf(spare)
	if err != nil {
		return err
	}
	signature, err := proof.Vouch(old, force, next)
	if err != nil {
		return err
	}
	if err := h.act(ctx, w, desk.Act{Command: &workflow.RotateKey{Old: force, New: next, Signature: signature, Reason: reason}}); err != nil {
		return err
	}
	h.tellKey(next)
	return nil
}

// tellKey shows a public key that is new.
func (h *house) tellKey(key string) {
	h.e.tell("Der öffentliche Schlüssel: %s\nGeben Sie ihn allen, die die Akte prüfen. Sichern Sie die Schlüsseldatei getrennt von der Datenbank: %s",
		"The public key: %s\nGive it to everybody who checks the record. Back up the key file apart from the database: %s", key, h.e.keyFileOf(h.db.Path()))
}

func newLogKeyNew(e *env) *cobra.Command {
	var lost string
	w := &writing{}
	cmd := e.command(spec{
		use: "new", short: text{"macht einen neuen Schlüssel, wo keiner mehr ist", "makes a new key where there is none any more"},
		long: text{
			"Ist der Schlüssel verloren, bürgt niemand für den neuen: Wer die Akte prüft, muss ihn auf einem anderen Weg bekommen. Der Grund steht danach im Register. Einen Schlüssel, der noch da ist, wechselt: gremium log key rotate.",
			"Where the key is lost, nobody vouches for the new one: whoever checks the record has to get it by another way. The reason stands in the register then. A key that is still there is changed by: gremium log key rotate.",
		},
		run: func(ctx context.Context, _ []string) error { return e.newKey(ctx, w, lost) },
	})
	w.flags(e, cmd)
	cmd.Flags().StringVar(&lost, "lost", "", e.say("Grund: wie der alte Schlüssel verloren ging", "reason: how the old key was lost"))
	return cmd
}

// newKey makes a key where there is none. Where one has signed before, its loss goes on record.
func (e *env) newKey(ctx context.Context, w *writing, lost string) (err error) {
	db, err := store.Open(ctx, e.url, store.Options{})
	if err != nil {
		return err
	}
	h, err := e.enterNow(ctx, db, func(ctx context.Context, db *store.DB, authority string) (*anchor.Anchor, error) {
		cfg := e.moored(db, authority)
		cfg.KeyMissing = true
		return anchor.Open(ctx, cfg)
	})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	force, signed, err := h.lostKey(ctx)
	if err != nil {
		return err
	}
	if signed && lost == "" {
		return usagef("Mit dem Schlüssel wurde schon unterschrieben. Nennen Sie mit --lost, wie er verloren ging; es steht danach im Register.", "The key has signed already. Say with --lost how it was lost; it will stand in the register.")
	}
	if err := h.anchor.Allowed(); err != nil {
		return err
	}
	path := e.keyFileOf(db.Path())
	keys, err := anchor.LoadKeys(path)
	if errors.Is(err, record.ErrKeyMissing) {
		if err = makeKey(path, h.authority); err == nil {
			keys, err = anchor.LoadKeys(path)
		}
	}
	if err != nil {
		return err
	}
	public := keys.Public()
	next := public[len(public)-1]
	if signed {
		if err := h.act(ctx, w, desk.Act{Command: &workflow.RotateKey{Old: force, New: next, Reason: lost}}); err != nil {
			return err
		}
	} else if e.json {
		return e.object(publicKey{Key: next, InForce: true})
	}
	h.tellKey(next)
	e.tellOn()
	return nil
}

// lostKey is the key that was in force, empty where that is not known, and whether any key has signed. It refuses where the
// key file has what is in force: nothing is lost then.
func (h *house) lostKey(ctx context.Context) (force string, signed bool, err error) {
	notes, err := h.db.LatestCheckpoints(ctx)
	if err != nil {
		return "", false, err
	}
	if force, err = h.db.KeyInForce(ctx); err != nil {
		return "", false, err
	}
	if force == "" {
		public, err := h.db.PublicKeys(ctx)
		if err != nil {
			return "", false, err
		}
		if len(public) == 1 {
			force = public[0]
		}
	}
	keys, err := anchor.LoadKeys(h.e.keyFileOf(h.db.Path()))
	if errors.Is(err, record.ErrKeyMissing) {
		return force, len(notes) > 0 || force != "", nil
	}
	if err != nil {
		return "", false, err
	}
	known, err := proof.ParseVerifiers(keys.Public()...)
	if err != nil {
		return "", false, err
	}
	for _, n := range notes {
		if _, _, err := proof.Open(n.Note, n.Origin, known...); err == nil {
			return "", false, reply.New(reply.Conflict, "key_there",
				"Der Schlüssel ist da und gilt. Wechseln können Sie ihn mit: gremium log key rotate.",
				"The key is there and in force. To change it: gremium log key rotate.")
		}
	}
	return force, len(notes) > 0 || force != "", nil
}
