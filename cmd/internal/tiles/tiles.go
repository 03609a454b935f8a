// Package tiles is the door for transparency-log clients: it hands out the record as C2SP tlog-tiles
// (https://c2sp.org/tlog-tiles) below /log/<round>/ and /log/register/, so that programs that know nothing of Gremium can
// follow and check it.
//
// Checkpoints and hash tiles are public. Bundles of entries are for whoever replays the round, by session or by token, and
// those of the register for every auditor. While members of a round are kept from scores, or a ballot is open, checkpoints
// and hash tiles of that round are not public either: the growth of the tree would tell who has scored or voted. Entries
// leave the house up to the opening of a ballot that is open, as in a case file.
package tiles

import (
	"context"
	"errors"
	"iter"
	"math"
	"net/http"
	"strconv"
	"strings"

	"gremium/cmd/internal/auth"
	"gremium/store/record"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/ledger"
	"gremium/workflow/proof"
	"gremium/workflow/view"
)

// Archive is where the record is read.
type Archive interface {
	// LatestCheckpoint is the largest signed checkpoint of a ledger; the error is record.ErrNotFound where there is none.
	LatestCheckpoint(ctx context.Context, origin string) (proof.Signed, error)
	// CosignaturesAt are what witnesses have signed of a ledger at a size.
	CosignaturesAt(ctx context.Context, origin string, size uint64) ([]proof.Cosignature, error)
	// Leaves yields the leaf hashes from one entry on and before another.
	Leaves(ctx context.Context, origin string, from, to uint64) iter.Seq2[ledger.Hash, error]
	// Entries yields the stored bytes from one entry on.
	Entries(ctx context.Context, origin string, from uint64) iter.Seq2[[]byte, error]
}

// Engine knows the ledgers and their state.
type Engine interface {
	RegisterOrigin() string
	RoundOrigin(id string) string
	Round(ctx context.Context, id string) (*workflow.Round, workflow.Head, error)
	Register(ctx context.Context) (*workflow.Register, workflow.Head, error)
}

// Desk is what somebody may see of a round.
type Desk interface {
	Round(ctx context.Context, id string, who *desk.Who) (*view.Round, error)
}

// Tokens tells in whose name a token reads; the error is auth.ErrDenied where in nobody's.
type Tokens interface {
	Bearer(ctx context.Context, token string) (desk.Who, error)
}

// Sessions tells who is signed in at the pages; false where nobody is.
type Sessions interface {
	Who(ctx context.Context) (desk.Who, bool, error)
}

// Config is what the door needs.
type Config struct {
	Archive  Archive
	Engine   Engine
	Desk     Desk
	Tokens   Tokens
	Sessions Sessions
	Fault    func(r *http.Request, err error) // is told what went wrong; the reader gets no details
}

// Door answers below /log/.
type Door struct {
	Config
	nodes nodes
	mux   *http.ServeMux
}

// New makes the door.
func New(c Config) *Door {
	d := &Door{Config: c, mux: http.NewServeMux()}
	d.mux.HandleFunc("GET /log/{ledger}/checkpoint", d.answer(d.checkpoint))
	d.mux.HandleFunc("GET /log/{ledger}/tile/{path...}", d.answer(d.tile))
	d.mux.HandleFunc("/", d.answer(func(http.ResponseWriter, *http.Request, *reader) error { return errNoSuch }))
	return d
}

// ServeHTTP answers one request. Sessions must have been loaded.
func (d *Door) ServeHTTP(w http.ResponseWriter, r *http.Request) { d.mux.ServeHTTP(w, r) }

// register is what the register is called in addresses; no round can have this id.
const register = "register"

// reader is who asks, and for which ledger.
type reader struct {
	origin  string
	veiled  bool   // what the ledger's size tells is for auditors now
	auditor bool   // replays this ledger
	limit   uint64 // how many entries an auditor may take along
	known   bool   // somebody, if not an auditor
	epoch   uint64 // goes up when the ledgers may have become others than they were
}

// The ways in which an answer is refused.
var (
	errNoSuch  = errors.New("no such ledger or tile")
	errWho     = errors.New("nobody is signed in")
	errNotHere = errors.New("not an auditor")
	errVoting  = errors.New("a ballot is open")
)

// answer finds out who asks for what, and words what goes wrong.
func (d *Door) answer(act func(http.ResponseWriter, *http.Request, *reader) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		who, err := d.reader(r)
		if err == nil {
			err = act(w, r, who)
		}
		if err != nil {
			d.refuse(w, r, err)
		}
	}
}

// reader finds the ledger of an address and who asks.
func (d *Door) reader(r *http.Request) (*reader, error) {
	ctx, id := r.Context(), r.PathValue("ledger")
	g, _, err := d.Engine.Register(ctx)
	if err != nil {
		return nil, err
	}
	out := &reader{origin: d.Engine.RegisterOrigin(), epoch: uint64(len(g.Acceptances))}
	if id != register {
		round, _, err := d.Engine.Round(ctx, id)
		if unknown(err) {
			return nil, errNoSuch
		}
		if err != nil {
			return nil, err
		}
		out.origin, out.veiled = d.Engine.RoundOrigin(id), round.Voting() || round.Blind()
	}
	who, known, err := d.who(r)
	if err != nil || !known {
		return out, err
	}
	out.known = true
	if id == register {
		out.auditor, out.limit = who.HasAnywhere(desk.Auditor), math.MaxUint64
		return out, nil
	}
	v, err := d.Desk.Round(ctx, id, &who)
	if unknown(err) { // to them
		return out, nil
	}
	if err == nil && v.Reader {
		out.auditor = true
		out.limit, _ = v.Handable()
	}
	return out, err
}

func unknown(err error) bool {
	ref, ok := errors.AsType[*workflow.Refusal](err)
	return ok && ref.Code == "round_unknown"
}

// who is the person of a request's token, else of its session.
func (d *Door) who(r *http.Request) (desk.Who, bool, error) {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "bearer") {
		return d.Sessions.Who(r.Context())
	}
	who, err := d.Tokens.Bearer(r.Context(), strings.TrimSpace(token))
	if errors.Is(err, auth.ErrDenied) {
		return who, false, nil
	}
	return who, err == nil, err
}

// entitled is nil for auditors.
func (r *reader) entitled() error {
	switch {
	case r.auditor:
		return nil
	case r.known:
		return errNotHere
	}
	return errWho
}

// takes is nil for whoever may take entries along, up to one.
func (r *reader) takes(to uint64) error {
	if err := r.entitled(); err != nil || to <= r.limit {
		return err
	}
	return errVoting
}

// checkpoint answers the latest signed checkpoint, with the cosignatures that have come to it so far.
func (d *Door) checkpoint(w http.ResponseWriter, r *http.Request, who *reader) error {
	if who.veiled {
		if err := who.entitled(); err != nil {
			return err
		}
	}
	signed, err := d.Archive.LatestCheckpoint(r.Context(), who.origin)
	if errors.Is(err, record.ErrNotFound) {
		return errNoSuch
	}
	if err != nil {
		return err
	}
	lines, err := d.Archive.CosignaturesAt(r.Context(), who.origin, signed.Size)
	if err != nil {
		return err
	}
	note := proof.WithCosignatures(signed, lines)
	h := w.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Cache-Control", "no-cache")
	h.Set("Content-Length", strconv.Itoa(len(note)))
	_, _ = w.Write(note) // an error here means that the reader has left
	return nil
}
