package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"gremium/cmd/internal/auth"
	"gremium/cmd/internal/reply"
	"gremium/store/record"
)

func newToken(e *env) *cobra.Command {
	return e.group("token", text{"Zugangstoken: mit denen Programme die Akte prüfen", "access tokens: with which programs check the record"},
		newTokenNew(e), newTokenList(e), newTokenRevoke(e))
}

// The least and the longest time a token is valid, and the usual one, in days.
const (
	usualDays = 90
	mostDays  = 366
)

func newTokenNew(e *env) *cobra.Command {
	email, label, days := "", "", 0
	cmd := e.command(spec{
		use: "new --for EMAIL", need: []string{"for"},
		short: text{"gibt ein Token aus, das im Namen eines Kontos die Akte liest, und nennt es, einmal", "issues a token that reads the record in the name of an account, and tells it, once"},
		run: e.inside(func(ctx context.Context, h *house, _ []string) error {
			if days < 1 || days > mostDays {
				return usagef("Ein Token gilt 1 bis %d Tage, nicht %d.", "A token is valid for 1 to %d days, not for %d.", mostDays, days)
			}
			return h.issueToken(ctx, email, label, time.Duration(days)*24*time.Hour)
		}),
	})
	f := cmd.Flags()
	f.StringVar(&email, "for", "", e.say("E-Mail-Adresse des Kontos, in dessen Namen es liest", "e-mail address of the account in whose name it reads"))
	f.StringVar(&label, "label", "", e.say("wofür es ist", "what it is for"))
	f.IntVar(&days, "days", usualDays, e.say("wie viele Tage es gilt", "for how many days it is valid"))
	return cmd
}

// issueToken gives out a token.
func (h *house) issueToken(ctx context.Context, email, label string, valid time.Duration) error {
	a, err := h.personal(ctx, email)
	if err != nil {
		return err
	}
	k, err := h.keeper()
	if err != nil {
		return err
	}
	tokens := auth.Tokens{Keeper: k, Archive: h.db}
	token, kept, err := tokens.Issue(ctx, h.newID(), a.ID, label, valid)
	if err != nil {
		return spoken(err)
	}
	if h.e.json {
		return h.e.object(map[string]any{"id": kept.ID, "account": a.ID, "token": token, "expires": kept.Expires.UTC().Format(time.RFC3339)})
	}
	h.e.tell("Token %s für %s\n%s\nEs gilt bis %s und wird nur jetzt gezeigt. Es liest, was dieses Konto prüfen darf, unter /log/. Beenden: gremium token revoke %[1]s",
		"Token %s for %s\n%s\nIt is valid until %s and is shown only now. It reads what this account may audit, below /log/. To end it: gremium token revoke %[1]s",
		kept.ID, a.Email, token, h.e.loc.Stamp(kept.Expires))
	return nil
}

func newTokenList(e *env) *cobra.Command {
	return e.command(spec{
		use: "list", short: text{"zeigt die gültigen Token; sie selbst sind nicht aufbewahrt", "shows the tokens that are valid; they themselves are not kept"},
		run: e.inside(func(ctx context.Context, h *house, _ []string) error {
			all, err := h.db.Tokens(ctx, h.now())
			if err != nil {
				return err
			}
			return h.showTokens(ctx, all)
		}),
	})
}

func (h *house) showTokens(ctx context.Context, all []record.Token) error {
	type shown struct {
		ID      string `json:"id"`
		Email   string `json:"email"`
		Label   string `json:"label"`
		Created string `json:"created"`
		Expires string `json:"expires"`
	}
	e := h.e
	list := make([]shown, len(all))
	t := e.table(text{"Token", "token"}, text{"Konto", "account"}, text{"Wofür", "for"}, text{"Ausgegeben", "issued"}, text{"Gilt bis", "valid until"})
	for i := range all {
		a, err := h.db.Account(ctx, all[i].Account)
		if err != nil {
			return fmt.Errorf("account of token %s: %w", all[i].ID, err)
		}
		list[i] = shown{
			ID: all[i].ID, Email: a.Email, Label: all[i].Label,
			Created: all[i].Created.UTC().Format(time.RFC3339), Expires: all[i].Expires.UTC().Format(time.RFC3339),
		}
		t.row(all[i].ID, a.Email, all[i].Label, e.loc.Stamp(all[i].Created), e.loc.Stamp(all[i].Expires))
	}
	if e.json {
		return e.object(list)
	}
	if len(all) == 0 {
		e.tell("Kein Token ist gültig. Ausgeben: gremium token new --for EMAIL", "No token is valid. To issue one: gremium token new --for EMAIL")
		return nil
	}
	return t.print()
}

func newTokenRevoke(e *env) *cobra.Command {
	return e.command(spec{
		use: "revoke TOKEN", short: text{"beendet ein Token, sofort", "ends a token, at once"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			err := h.db.DeleteToken(ctx, args[0])
			if errors.Is(err, record.ErrNotFound) {
				return reply.New(reply.NotFound, "token_unknown",
					fmt.Sprintf("Ein Token „%s“ gibt es nicht. Die gültigen zeigt: gremium token list", args[0]),
					fmt.Sprintf("There is no token \"%s\". The valid ones: gremium token list", args[0]))
			}
			if err != nil {
				return err
			}
			if e.json {
				return e.object(map[string]string{"id": args[0]})
			}
			e.tell("Das Token %s gilt nicht mehr.", "Token %s is no longer valid.", args[0])
			return nil
		}),
	})
}
