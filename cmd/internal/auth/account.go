package auth

import (
	"context"
	"errors"
	"fmt"
	"net/mail"
	"strings"

	"gremium/policy"
	"gremium/store/record"
)

// Add makes an account with a random password and answers the password, which is kept nowhere else. The account's id and
// instant come with it. The error is a *Refusal where the address is no address, is taken, or the name is missing.
func (k *Keeper) Add(ctx context.Context, a record.Account) (string, error) {
	a.Email, a.Name = fold(a.Email), strings.TrimSpace(a.Name)
	if parsed, err := mail.ParseAddress(a.Email); err != nil || parsed.Address != a.Email {
		return "", &Refusal{Code: "email_invalid", Text: policy.Text{
			DE: "„" + a.Email + "“ ist keine E-Mail-Adresse. Geben Sie eine wie name@example.org an.",
			EN: "“" + a.Email + "” is no e-mail address. Give one like name@example.org.",
		}}
	}
	if a.Name == "" {
		return "", &Refusal{Code: "name_missing", Text: policy.Text{
			DE: "Der Name der Person fehlt. Er steht später an dem, was sie tut.",
			EN: "The person's name is missing. It will stand by what they do.",
		}}
	}
	password, err := k.Password()
	if err != nil {
		return "", err
	}
	if a.Password, err = k.hash(ctx, password); err != nil {
		return "", err
	}
	err = k.archive.CreateAccount(ctx, a)
	if errors.Is(err, record.ErrEmailTaken) {
		return "", &Refusal{Code: "email_taken", Text: policy.Text{
			DE: "Ein Konto mit der E-Mail-Adresse " + a.Email + " gibt es schon. „gremium account list“ zeigt alle Konten.",
			EN: "There is an account with the e-mail address " + a.Email + " already. \"gremium account list\" shows all accounts.",
		}}
	}
	if err != nil {
		return "", fmt.Errorf("create account: %w", err)
	}
	return password, nil
}

// Reset gives an account a new random password and answers it.
func (k *Keeper) Reset(ctx context.Context, account string) (string, error) {
	password, err := k.Password()
	if err != nil {
		return "", err
	}
	return password, k.set(ctx, account, password)
}

// ChangePassword replaces one's own password. The error is ErrDenied where the old one is wrong (or a *Refusal with the
// code "too_many"), and a *Refusal where the new one is too short or too long.
func (k *Keeper) ChangePassword(ctx context.Context, account, old, password string) error {
	a, err := k.Account(ctx, account)
	if err != nil {
		return err
	}
	if _, err := k.check(ctx, &Attempt{Email: a.Email, Password: old}, true); err != nil {
		return err
	}
	if err := acceptable(password); err != nil {
		return err
	}
	return k.set(ctx, account, password)
}

func (k *Keeper) set(ctx context.Context, account, password string) error {
	phc, err := k.hash(ctx, password)
	if err != nil {
		return err
	}
	if err := k.archive.SetPassword(ctx, account, phc); err != nil {
		return fmt.Errorf("set password: %w", err)
	}
	return nil
}
