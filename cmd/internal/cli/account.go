package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gremium/cmd/internal/auth"
	"gremium/cmd/internal/reply"
	"gremium/store/record"
	"gremium/workflow/desk"
)

func newAccount(e *env) *cobra.Command {
	return e.group("account", text{"Konten: wer sich anmelden darf, und mit welchen Rollen", "accounts: who may sign in, and with which roles"},
		newAccountAdd(e), newAccountList(e), newAccountPassword(e), newAccountDisable(e), newAccountGrant(e), newAccountRevoke(e))
}

// roleNames are the roles that can be granted.
func roleNames() []string {
	return []string{string(desk.Coordinator), string(desk.Auditor), string(desk.Submitter), string(desk.Operator)}
}

func newAccountAdd(e *env) *cobra.Command {
	var name, language, programme string
	var roles []string
	cmd := e.command(spec{
		use: "add EMAIL --name NAME", short: text{"legt ein Konto an und nennt das Passwort, einmal", "creates an account and tells its password, once"},
		need: []string{"name"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			if err := checkRoles(roles); err != nil {
				return err
			}
			if language != "de" && language != "en" {
				return usagef("Die Sprache „%s“ kennt Gremium nicht. Möglich sind de und en.", "Gremium does not speak the language \"%s\". Possible are de and en.", language)
			}
			if err := h.checkProgramme(ctx, programme); err != nil {
				return err
			}
			return h.addAccount(ctx, record.Account{Email: args[0], Name: name, Language: language}, programme, roles)
		}),
	})
	cmd.Flags().StringVar(&name, "name", "", e.say("Name der Person, wie er in der Akte steht", "the person's name as it stands in the record"))
	cmd.Flags().StringVar(&language, "language", "de", e.say("Sprache der Person: de oder en", "the person's language: de or en"))
	rolesFlag(e, cmd, &roles)
	programmeFlag(e, cmd, &programme)
	return cmd
}

func rolesFlag(e *env, cmd *cobra.Command, roles *[]string) {
	cmd.Flags().StringSliceVar(roles, "role", nil, e.say("Rolle: %s (mehrmals möglich; Mitglieder brauchen keine)", "role: %s (may be repeated; members need none)", strings.Join(roleNames(), ", ")))
}

func programmeFlag(e *env, cmd *cobra.Command, programme *string) {
	cmd.Flags().StringVar(programme, "programme", "", e.say("Programm, für das die Rolle gilt (sonst für alle)", "programme that the role is for (else for all)"))
}

func checkRoles(roles []string) error {
	for _, r := range roles {
		if !slices.Contains(roleNames(), r) {
			return usagef("Die Rolle „%s“ gibt es nicht. Möglich sind: %s.", "There is no role \"%s\". Possible are: %s.", r, strings.Join(roleNames(), ", "))
		}
	}
	return nil
}

func (h *house) checkProgramme(ctx context.Context, programme string) error {
	g, err := h.desk.Register(ctx)
	if err != nil || programme == "" || g.Programme(programme) != nil {
		return err
	}
	return reply.New(reply.NotFound, "programme_unknown",
		fmt.Sprintf("Ein Programm „%s“ gibt es nicht. Legen Sie es an: gremium init --programme %[1]s --title …", programme),
		fmt.Sprintf("There is no programme \"%s\". Create it: gremium init --programme %[1]s --title …", programme))
}

// spoken turns a refusal of auth into one of this door.
func spoken(err error) error {
	var no *auth.Refusal
	if !errors.As(err, &no) {
		return err
	}
	class := reply.Refused
	if no.Code == "email_taken" {
		class = reply.Conflict
	}
	return reply.New(class, no.Code, no.Text.DE, no.Text.EN)
}

func (h *house) addAccount(ctx context.Context, a record.Account, programme string, roles []string) error {
	k, err := h.keeper()
	if err != nil {
		return err
	}
	a.ID, a.Created = h.newID(), h.now().UTC()
	password, err := k.Add(ctx, a)
	if err != nil {
		return spoken(err)
	}
	for _, r := range roles {
		if err := h.db.GrantRole(ctx, record.Role{Account: a.ID, Programme: programme, Role: r}); err != nil {
			return err
		}
	}
	if err := h.tellPassword(a.ID, a.Email, password); err != nil || h.e.json {
		return err
	}
	if len(roles) == 0 {
		h.e.tell("Weiter: gremium committee admit RUNDE --seat SITZ --account %s", "Next: gremium committee admit ROUND --seat SEAT --account %s", a.Email)
	}
	return nil
}

// tellPassword says a password, once.
func (h *house) tellPassword(id, email, password string) error {
	if h.e.json {
		return h.e.object(map[string]string{"account": id, "email": email, "password": password})
	}
	h.e.tell("Konto %s\nPasswort: %s\nDas Passwort wird nur jetzt gezeigt. Übergeben Sie es auf sicherem Weg; die Person kann es auf der Seite „Konto“ ändern.",
		"Account %s\nPassword: %s\nThe password is shown only now. Hand it over safely; the person can change it on the page \"Account\".", email, password)
	return nil
}

func newAccountPassword(e *env) *cobra.Command {
	return e.command(spec{
		use: "password EMAIL", short: text{"gibt einem Konto ein neues Passwort und nennt es, einmal", "gives an account a new password and tells it, once"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			a, err := h.personal(ctx, args[0])
			if err != nil {
				return err
			}
			k, err := h.keeper()
			if err != nil {
				return err
			}
			password, err := k.Reset(ctx, a.ID)
			if err != nil {
				return err
			}
			return h.tellPassword(a.ID, a.Email, password)
		}),
	})
}

// personal finds the account of a person: any but the operator's, which nobody signs in with.
func (h *house) personal(ctx context.Context, email string) (record.Account, error) {
	a, err := h.account(ctx, email)
	if err == nil && a.ID == operatorID {
		return a, reply.New(reply.Forbidden, "operator_account",
			"Das Konto des Betriebs gehört zu dieser Datenbank und wird nicht geändert. Legen Sie für eine Person ein eigenes Konto an: gremium account add --help",
			"The operator's account belongs to this database and is not changed. Create an account for a person: gremium account add --help")
	}
	return a, err
}

func newAccountDisable(e *env) *cobra.Command {
	var again bool
	cmd := e.command(spec{
		use: "disable EMAIL", short: text{"sperrt ein Konto; was die Person getan hat, bleibt in der Akte", "disables an account; what the person has done stays in the record"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			a, err := h.personal(ctx, args[0])
			if err != nil {
				return err
			}
			at := h.now().UTC()
			disabled := &at
			if again {
				disabled = nil
			}
			if err := h.db.Disable(ctx, a.ID, disabled); err != nil {
				return err
			}
			if e.json {
				return e.object(map[string]any{"account": a.ID, "email": a.Email, "disabled": !again})
			}
			if again {
				e.tell("%s kann sich wieder anmelden.", "%s can sign in again.", a.Email)
			} else {
				e.tell("%s ist gesperrt und abgemeldet. Rückgängig: gremium account disable %[1]s --undo", "%s is disabled and signed out. To undo: gremium account disable %[1]s --undo", a.Email)
			}
			return nil
		}),
	})
	cmd.Flags().BoolVar(&again, "undo", false, e.say("hebt die Sperre auf", "lifts it again"))
	return cmd
}
