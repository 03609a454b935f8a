package web

import (
	"context"
	"net/http"
	"time"

	"gremium/store/record"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/minutes"
	"gremium/workflow/view"
)

// Desk is where pages read and act: *desk.Desk, or one that reaches it over a network. Errors are a *workflow.Refusal where
// a rule says no, and faults otherwise.
type Desk interface {
	Round(ctx context.Context, id string, who *desk.Who) (*view.Round, error)
	Sound(ctx context.Context, id string, who *desk.Who) (*view.Round, *desk.Damage, error)
	Size(ctx context.Context, round string) (uint64, error)
	Rounds(ctx context.Context, who *desk.Who) ([]*view.Round, error)
	Damaged(ctx context.Context, who *desk.Who) ([]string, error)
	Register(ctx context.Context) (*workflow.Register, error)
	Execute(ctx context.Context, who *desk.Who, as workflow.Capacity, id string, acts ...desk.Act) ([]workflow.Receipt, error)
	Title(ctx context.Context, v *view.Round) (string, error)
	Titles(ctx context.Context, v *view.Round) (map[string]string, error)
	Names(ctx context.Context, v *view.Round) (map[string]string, error)
	Organisations(ctx context.Context) (map[string]string, error)
	SeatNames(ctx context.Context, r *view.Round) (map[string]string, error)
	Texts(ctx context.Context, v *view.Round, entry uint64) (map[string]string, error)
	Entry(ctx context.Context, v *view.Round, seq uint64) ([]byte, error)
	Pseudonym(v *view.Round, person string) string
	At(ctx context.Context, v *view.Round, size uint64) (*workflow.Round, error)
	Then(ctx context.Context, v *view.Round, size uint64, pseudonym string) (*view.Round, error)
	Turns(ctx context.Context, v *view.Round) ([]view.Turn, error)
	History(ctx context.Context, v *view.Round, proposal string) ([]view.Step, error)
	Versions(ctx context.Context, v *view.Round, proposal string) ([]view.Version, error)
	MinutesDocument(ctx context.Context, v *view.Round, of desk.MinutesOf, r minutes.Reader) (*minutes.Document, error)
	MinutesDraft(ctx context.Context, v *view.Round, meeting string, size uint64) (*workflow.DraftMinutes, error)
	Previewed(ctx context.Context, v *view.Round, x *workflow.Erasure) ([]desk.Gone, error)
	LeadingFields(ctx context.Context, v *view.Round, pseudonym string) ([]workflow.Field, error)
	OfPerson(ctx context.Context, who *desk.Who, email string) ([]desk.PersonRound, error)
	Forgetting(ctx context.Context, who *desk.Who, person, email, basis, reason string) ([]desk.Act, error)
	AccountAsked(ctx context.Context, x *workflow.Erasure) (desk.Asked, error)
	Ask(ctx context.Context, who *desk.Who, id string, acts []desk.Act) ([]workflow.Receipt, error)
	Castings(ctx context.Context, v *view.Round, who *desk.Who, of string) ([]desk.Casting, error)
	Held(ctx context.Context, v *view.Round, c *desk.Casting) error
	Waiting(ctx context.Context, v *view.Round, who *desk.Who, owner string) (desk.Waiting, error)
	MinutesApproval(ctx context.Context, v *view.Round, meeting string, version uint64) (*workflow.ApproveMinutes, error)
}

// Sessions tells who is signed in: *auth.Sessions. Refusals are of the type *auth.Refusal.
type Sessions interface {
	// Load reads and keeps the session of each request that next answers; the other methods work below it.
	Load(next http.Handler) http.Handler
	// Enter signs in, and lets the browser be known the next time.
	Enter(w http.ResponseWriter, r *http.Request, email, password string) (desk.Who, error)
	// Leave signs out.
	Leave(ctx context.Context) error
	// Who is signed in, with the roles granted now; false where nobody is.
	Who(ctx context.Context) (desk.Who, bool, error)
	// Still is Who for an answer that goes on: read anew at each call, so that a session that has ended meanwhile is noticed, and
	// without counting as somebody being there.
	Still(ctx context.Context) (desk.Who, bool, error)
	// Find is who an account belongs to, by its e-mail address; false where no account in use has it.
	Find(ctx context.Context, email string) (desk.Who, bool, error)
	// ChangePassword replaces the password of who is signed in and ends their other sessions.
	ChangePassword(ctx context.Context, was, becomes string) error
	// Lapsed tells that the request names a session that has ended.
	Lapsed(r *http.Request) bool
}

// Keeper knows what is kept of an account beside the record.
type Keeper interface {
	// Holdings are an account with its roles, drafts and sessions.
	Holdings(ctx context.Context, account string) (record.Holdings, error)
	// KnownBackups are the backups that were written and are still there, oldest first.
	KnownBackups(ctx context.Context) ([]record.Backup, error)
	// SweepOwed tells whether the files of the installation may still hold traces of what was erased.
	SweepOwed(ctx context.Context) (bool, error)
}

// DraftKey names one form of one person: the round, the proposal (empty for a new one) and the kind of form.
type DraftKey struct {
	Account, Round, Proposal, Form string
}

// Draft is what was typed into a form and not sent yet.
type Draft struct {
	Body    string // JSON
	Version uint64 // another one after each change; 0 means that there is no draft
	Updated time.Time
}

// Drafts keeps what people have typed.
type Drafts interface {
	// Draft is the draft of that form, the zero Draft where there is none.
	Draft(ctx context.Context, key DraftKey) (Draft, error)
	// SaveDraft keeps body in place of the version base. When the draft has another version than base nothing is kept, and the
	// answer is that draft and false.
	SaveDraft(ctx context.Context, key DraftKey, body string, base uint64, at time.Time) (Draft, bool, error)
	// DeleteDraft forgets the draft of that form.
	DeleteDraft(ctx context.Context, key DraftKey) error
}
