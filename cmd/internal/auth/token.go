package auth

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"gremium/store/record"
	"gremium/workflow/desk"
)

// tokenPrefix begins every token, so that one that has gone astray can be recognised.
const tokenPrefix = "gremium_"

const tokenSize = 32

// TokenArchive keeps tokens.
type TokenArchive interface {
	CreateToken(ctx context.Context, t record.Token) error
	TokenByHash(ctx context.Context, hash [32]byte, now time.Time) (record.Token, error)
}

// Tokens lets programs in that read the record in the name of an account.
type Tokens struct {
	Keeper  *Keeper
	Archive TokenArchive
}

// Issue makes a token for an account and answers it, for the only time: the archive keeps its hash. id names it among the
// tokens of the installation, label says what it is for. The error is ErrDenied where the account is not in use.
func (t *Tokens) Issue(ctx context.Context, id, account, label string, valid time.Duration) (string, record.Token, error) {
	if _, err := t.Keeper.Account(ctx, account); err != nil {
		return "", record.Token{}, err
	}
	secret := make([]byte, tokenSize)
	if err := t.Keeper.random.read(secret); err != nil {
		return "", record.Token{}, err
	}
	token, now := tokenPrefix+hex.EncodeToString(secret), t.Keeper.now().UTC()
	kept := record.Token{ID: id, Account: account, Label: label, Hash: sha256.Sum256([]byte(token)), Created: now, Expires: now.Add(valid)}
	if err := t.Archive.CreateToken(ctx, kept); err != nil {
		return "", record.Token{}, err
	}
	return token, kept, nil
}

// Bearer is the person in whose name a token reads, with the roles as they stand now. The error is ErrDenied where the
// token is unknown or has expired, or its account is not in use.
func (t *Tokens) Bearer(ctx context.Context, token string) (desk.Who, error) {
	if !strings.HasPrefix(token, tokenPrefix) {
		return desk.Who{}, ErrDenied
	}
	kept, err := t.Archive.TokenByHash(ctx, sha256.Sum256([]byte(token)), t.Keeper.now())
	if errors.Is(err, record.ErrNotFound) {
		return desk.Who{}, ErrDenied
	}
	if err != nil {
		return desk.Who{}, fmt.Errorf("token: %w", err)
	}
	return t.Keeper.Who(ctx, kept.Account)
}
