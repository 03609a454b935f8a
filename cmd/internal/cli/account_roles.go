package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gremium/cmd/internal/reply"
	"gremium/store/record"
)

func newAccountGrant(e *env) *cobra.Command {
	return newRoleChange(e, "grant EMAIL --role ROLE", text{"erteilt Rollen", "grants roles"}, func(ctx context.Context, h *house, r record.Role) error {
		return h.db.GrantRole(ctx, r)
	})
}

func newAccountRevoke(e *env) *cobra.Command {
	return newRoleChange(e, "revoke EMAIL --role ROLE", text{"entzieht Rollen", "revokes roles"}, func(ctx context.Context, h *house, r record.Role) error {
		err := h.db.RevokeRole(ctx, r)
		if errors.Is(err, record.ErrNotFound) {
			return h.notHeld(ctx, r)
		}
		return err
	})
}

// notHeld refuses to revoke a role that the account does not have, and names those it has.
func (h *house) notHeld(ctx context.Context, r record.Role) error {
	roles, err := h.roles(ctx, r.Account)
	if err != nil {
		return err
	}
	held := strings.Join(roles, ", ")
	de, en := "Es hat: "+held+".", "It holds: "+held+"."
	switch {
	case held == "":
		de, en = "Es hat keine Rolle.", "It holds no role."
	case strings.Contains(held, "@"):
		de += " Das Programm hinter dem @ nennen Sie mit --programme."
		en += " Give the programme behind the @ with --programme."
	}
	return reply.New(reply.Refused, "role_not_held",
		fmt.Sprintf("Die Rolle „%s“ hat dieses Konto nicht. %s", roleName(r), de),
		fmt.Sprintf("This account does not hold the role \"%s\". %s", roleName(r), en))
}

// roleName is a role as people read it: "role", or "role@programme".
func roleName(r record.Role) string {
	if r.Programme == "" {
		return r.Role
	}
	return r.Role + "@" + r.Programme
}

// roles are the names of an account's roles, sorted.
func (h *house) roles(ctx context.Context, account string) ([]string, error) {
	roles, err := h.db.Roles(ctx, account)
	names := make([]string, len(roles))
	for i, r := range roles {
		names[i] = roleName(r)
	}
	slices.Sort(names)
	return names, err
}

// newRoleChange builds the two commands that change roles.
func newRoleChange(e *env, use string, short text, change func(context.Context, *house, record.Role) error) *cobra.Command {
	var programme string
	var roles []string
	cmd := e.command(spec{
		use: use, short: short, need: []string{"role"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			if err := checkRoles(roles); err != nil {
				return err
			}
			a, err := h.personal(ctx, args[0])
			if err != nil {
				return err
			}
			if err := h.checkProgramme(ctx, programme); err != nil {
				return err
			}
			for _, r := range roles {
				if err := change(ctx, h, record.Role{Account: a.ID, Programme: programme, Role: r}); err != nil {
					return err
				}
			}
			return h.listAccounts(ctx, a)
		}),
	})
	rolesFlag(e, cmd, &roles)
	programmeFlag(e, cmd, &programme)
	return cmd
}

func newAccountList(e *env) *cobra.Command {
	return e.command(spec{
		use: "list", short: text{"zeigt alle Konten mit ihren Rollen", "shows all accounts with their roles"},
		run: e.inside(func(ctx context.Context, h *house, _ []string) error {
			all, err := h.db.Accounts(ctx)
			if err != nil {
				return err
			}
			return h.listAccounts(ctx, all...)
		}),
	})
}

// listed is an account as --json tells it.
type listed struct {
	ID       string   `json:"id"`
	Email    string   `json:"email"`
	Name     string   `json:"name"`
	Language string   `json:"language"`
	Roles    []string `json:"roles"` // "role" or "role@programme"
	Disabled bool     `json:"disabled"`
}

func (h *house) listAccounts(ctx context.Context, accounts ...record.Account) error {
	items := make([]listed, len(accounts))
	for i := range accounts {
		a := &accounts[i]
		roles, err := h.roles(ctx, a.ID)
		if err != nil {
			return err
		}
		items[i] = listed{ID: a.ID, Email: a.Email, Name: a.Name, Language: a.Language, Roles: roles, Disabled: a.Disabled != nil}
	}
	if h.e.json {
		return list(h.e, items)
	}
	t := h.e.table(text{"E-Mail", "E-mail"}, text{"Name", "Name"}, text{"Rollen", "Roles"}, text{"Stand", "Status"})
	for _, a := range items {
		state := h.e.say("aktiv", "active")
		if a.Disabled {
			state = h.e.say("gesperrt", "disabled")
		}
		t.row(a.Email, a.Name, strings.Join(a.Roles, ", "), state)
	}
	return t.print()
}
