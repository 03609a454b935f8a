package web

import (
	"encoding/json"
	"io"
	"time"

	"gremium/cmd/internal/locale"
	"gremium/store/record"
	"gremium/workflow/desk"
)

// PersonFile is all that an installation holds about a person (Art. 15, 20 DSGVO), as it is handed out.
type PersonFile struct {
	Made     string             `json:"made"`
	Account  PersonAccount      `json:"account"`
	Rounds   []desk.PersonRound `json:"rounds"`
	Withheld []Withheld         `json:"withheld"`
}

// PersonAccount is the account, with what is kept of it.
type PersonAccount struct {
	ID       string        `json:"id"`
	Email    string        `json:"email"`
	Name     string        `json:"name"`
	Language string        `json:"language"`
	Created  string        `json:"created"`
	Disabled *string       `json:"disabled"`
	Password bool          `json:"password"` // whether one is set; only a fingerprint of it is kept
	Roles    []PersonRole  `json:"roles"`
	Sessions []string      `json:"sessions"` // when each ends
	Drafts   []PersonDraft `json:"drafts"`
	Tokens   []PersonToken `json:"tokens"`
}

// PersonToken is an access token. Of the token itself only a fingerprint is kept, and when it was used last is not.
type PersonToken struct {
	ID      string `json:"id"`
	Label   string `json:"label"`
	Created string `json:"created"`
	Expires string `json:"expires"`
}

// PersonRole is a role, of all programmes where none is named.
type PersonRole struct {
	Role      string `json:"role"`
	Programme string `json:"programme"`
}

// PersonDraft is what was typed and not sent.
type PersonDraft struct {
	Round    string `json:"round"`
	Proposal string `json:"proposal"`
	Form     string `json:"form"`
	Updated  string `json:"updated"`
	Body     string `json:"body"`
}

// Withheld says what is not handed out, and why.
type Withheld struct {
	What string `json:"what"`
	Why  string `json:"why"`
}

// PersonFileOf puts it together: what lies beside the record, what the record gives, and what is withheld, in words.
func PersonFileOf(held *record.Holdings, rounds []desk.PersonRound, made string, words *locale.Locale) *PersonFile {
	out := &PersonFile{Made: made, Account: accountOf(held), Rounds: rounds, Withheld: []Withheld{}}
	for _, w := range []string{"others", "secret", "scores", "backups"} {
		out.Withheld = append(out.Withheld, Withheld{words.T("data.withheld." + w), words.T("data.withheld." + w + ".why")})
	}
	return out
}

func accountOf(held *record.Holdings) PersonAccount {
	a := &held.Account
	out := PersonAccount{
		ID: a.ID, Email: a.Email, Name: a.Name, Language: a.Language, Created: a.Created.Format(time.RFC3339), Password: a.Password != "",
		Roles: []PersonRole{}, Sessions: []string{}, Drafts: []PersonDraft{}, Tokens: []PersonToken{},
	}
	if a.Disabled != nil {
		at := a.Disabled.Format(time.RFC3339)
		out.Disabled = &at
	}
	for _, r := range held.Roles {
		out.Roles = append(out.Roles, PersonRole{r.Role, r.Programme})
	}
	for _, at := range held.Sessions {
		out.Sessions = append(out.Sessions, at.Format(time.RFC3339))
	}
	for i := range held.Tokens {
		t := &held.Tokens[i]
		out.Tokens = append(out.Tokens, PersonToken{t.ID, t.Label, t.Created.Format(time.RFC3339), t.Expires.Format(time.RFC3339)})
	}
	for _, d := range held.Drafts {
		out.Drafts = append(out.Drafts, PersonDraft{d.Round, d.Proposal, d.Form, d.Updated.Format(time.RFC3339), d.Body})
	}
	return out
}

// JSON writes it for machines.
func (p *PersonFile) JSON(to io.Writer) error {
	enc := json.NewEncoder(to)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(p)
}
