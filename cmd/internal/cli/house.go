package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"gremium/cmd/internal/exchange"
	"gremium/cmd/internal/reply"
	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/view"
)

// docket is a round as the operator reads it, with the names and titles that belong to it.
type docket struct {
	*view.Round
	h      *house
	titles map[string]string // by proposal id
}

// round reads a round. The names of its participants are known to messages from then on.
func (h *house) round(ctx context.Context, id string) (*docket, error) {
	id, err := h.roundID(ctx, id)
	if err != nil {
		return nil, err
	}
	v, err := h.desk.Round(ctx, id, &h.operator)
	if err != nil {
		return nil, err
	}
	return h.docketOf(ctx, v)
}

// docketOf reads what belongs to a round.
func (h *house) docketOf(ctx context.Context, v *view.Round) (*docket, error) {
	d := &docket{Round: v, h: h}
	var err error
	if h.e.names, err = h.desk.Names(ctx, v); err != nil {
		return nil, err
	}
	if d.titles, err = h.desk.Titles(ctx, v); err != nil {
		return nil, err
	}
	d.withoutErased()
	return d, nil
}

// roundID is the id of the round that is meant: the id itself, or what an imported round's id in its source has become.
func (h *house) roundID(ctx context.Context, name string) (string, error) {
	g, err := h.desk.Register(ctx)
	if err != nil || g.Round(name) != nil {
		return name, err
	}
	if id := exchange.RoundID(name); g.Round(id) != nil {
		return id, nil
	}
	return name, nil
}

// state is the whole round, which the operator reads unless the operator's own account holds a seat in it.
func (d *docket) state() (*workflow.Round, error) {
	if s := d.State(); s != nil {
		return s, nil
	}
	if slices.ContainsFunc(d.Proposals, func(p *view.Proposal) bool { return p.Exclusion != nil }) {
		return nil, reply.New(reply.Refused, "recused_record",
			"Bei mindestens einem Vorschlag der Runde sind Sie als befangen ausgeschlossen (§ 20 VwVfG). Was über alle Vorschläge Auskunft gibt, ruft eine andere Person ab.",
			"You are excluded from at least one proposal of the round because of an interest (§ 20 VwVfG). What tells about all proposals is for another person to ask for.")
	}
	return nil, &workflow.Refusal{Code: "capacity_missing", Rule: "lifecycle", Detail: map[string]string{
		"needed": string(workflow.Operator), "capacity": string(workflow.Member),
	}}
}

// proposal finds a proposal by id, number or ref.
func (d *docket) proposal(name string) (*view.Proposal, error) {
	if p := d.Proposal(name); p != nil {
		return p, nil
	}
	return nil, &workflow.Refusal{Code: "proposal_unknown", Rule: "lifecycle", Detail: map[string]string{"proposal": name}}
}

// chosen are the proposals to tell of: the one that is named, or all.
func (d *docket) chosen(names []string) ([]*view.Proposal, error) {
	if len(names) == 0 {
		return d.Proposals, nil
	}
	p, err := d.proposal(names[0])
	return []*view.Proposal{p}, err
}

// called is how a proposal is spoken of: number and title.
func (d *docket) called(p *view.Proposal) string {
	if t := d.titles[p.ID]; t != "" {
		return fmt.Sprintf("%s %s", p.Number, d.h.e.loc.Quote(t))
	}
	return p.Number
}

// proposalOf reads a round and one of its proposals; the error is a refusal where the operator takes no part in it.
func (h *house) proposalOf(ctx context.Context, round, proposal string) (*docket, *view.Proposal, error) {
	d, err := h.round(ctx, round)
	if err != nil {
		return nil, nil, err
	}
	p, err := d.proposal(proposal)
	if err == nil && p.Masked() {
		return d, p, &workflow.Refusal{Code: "recused_office", Rule: "§ 20 VwVfG"}
	}
	return d, p, err
}

// entry is one command that became an entry, as --json tells it.
type entry struct {
	Round    string  `json:"round,omitempty"`
	Entry    *uint64 `json:"entry"` // null where its number would tell of what is hidden
	At       string  `json:"at"`
	Type     string  `json:"type"`
	Proposal string  `json:"proposal,omitempty"`
	ID       string  `json:"id"`
	Repeat   bool    `json:"repeat"`
}

// writing are the flags of every command that writes.
type writing struct {
	id  string
	dry bool
}

func (w *writing) flags(e *env, cmd *cobra.Command) {
	cmd.Flags().StringVar(&w.id, "id", "", e.say("eigene Kennung des Befehls: derselbe Befehl mit derselben Kennung wirkt nur einmal", "your own id of the command: the same command with the same id takes effect once"))
}

func (w *writing) dryFlag(e *env, cmd *cobra.Command) {
	cmd.Flags().BoolVar(&w.dry, "dry-run", false, e.say("nur prüfen, ob die Regeln es erlauben; nichts wird geschrieben", "only check whether the rules allow it; nothing is written"))
}

// command is the id to send; a fresh one where none was given.
func (w *writing) command(h *house) string {
	if w.id == "" {
		w.id = h.newID()
	}
	return w.id
}

// act carries out the operator's commands together and says what they became.
func (h *house) act(ctx context.Context, w *writing, acts ...desk.Act) error {
	_, err := h.carryOut(ctx, w, acts...)
	return err
}

// actFor carries out a command on somebody's behalf, or on the operator's own where nobody is named.
func (h *house) actFor(ctx context.Context, w *writing, d *docket, who string, c workflow.Command) error {
	a := desk.Act{Round: d.ID, Command: c}
	if who != "" {
		var err error
		if a.For, err = h.person(ctx, d, who); err != nil {
			return err
		}
	}
	return h.act(ctx, w, a)
}

// carryOut is act, and answers the receipts as well; there are none where nothing was to be written.
func (h *house) carryOut(ctx context.Context, w *writing, acts ...desk.Act) ([]workflow.Receipt, error) {
	id := w.command(h)
	for i := range acts {
		var err error
		if acts[i].Round, err = h.roundID(ctx, acts[i].Round); err != nil {
			return nil, err
		}
	}
	if w.dry {
		return nil, h.try(ctx, acts)
	}
	receipts, err := h.desk.Execute(ctx, &h.operator, workflow.Operator, id, acts...)
	if err != nil {
		return nil, h.which(ctx, err, acts)
	}
	entries, numbers := make([]entry, len(receipts)), map[string]bool{}
	for i, r := range receipts {
		if _, known := numbers[acts[i].Round]; !known {
			may, err := h.mayNumber(ctx, acts[i].Round)
			if err != nil {
				return receipts, err
			}
			numbers[acts[i].Round] = may
		}
		entries[i] = entry{
			Round: acts[i].Round, At: r.At.String(), Type: r.Kind.Name(), Proposal: r.Proposal, ID: id, Repeat: r.Repeat || r.Unchanged,
		}
		if numbers[acts[i].Round] {
			entries[i].Entry = &receipts[i].Seq
		}
	}
	if h.e.json {
		if len(entries) == 1 {
			return receipts, h.e.object(entries[0])
		}
		return receipts, list(h.e, entries)
	}
	return receipts, h.narrate(ctx, receipts, acts, entries)
}

// mayNumber tells whether the operator may know the numbers of a round's entries. The register hides nothing.
func (h *house) mayNumber(ctx context.Context, round string) (bool, error) {
	if round == "" {
		return true, nil
	}
	v, err := h.desk.Round(ctx, round, &h.operator)
	return err == nil && v.Numbers, err
}

// which lets a refusal name the proposal that it is about, where several were given together.
func (h *house) which(ctx context.Context, err error, acts []desk.Act) error {
	var ref *workflow.Refusal
	if len(acts) < 2 || !errors.As(err, &ref) || ref.Request >= len(acts) {
		return err
	}
	id := ""
	switch c := acts[ref.Request].Command.(type) {
	case *workflow.Move:
		id = c.Proposal
	case *workflow.CloseBallot:
		id = c.Proposal
	case *workflow.SetAssignment:
		id = c.Proposal
	}
	if d, p, unread := h.proposalOf(ctx, acts[ref.Request].Round, id); unread == nil {
		ref.Subject = d.called(p)
	}
	return err
}

// narrate says for each command which entry it became, and at the end what can follow.
func (h *house) narrate(ctx context.Context, receipts []workflow.Receipt, acts []desk.Act, entries []entry) error {
	for i, r := range receipts {
		where, what, subject := h.e.say("Register", "register"), h.e.word(acted[r.Kind].done), ""
		if acts[i].Round != "" {
			where = h.e.say("Runde %s", "round %s", acts[i].Round)
		}
		if r.Proposal != "" {
			d, err := h.round(ctx, acts[i].Round)
			if err != nil {
				return err
			}
			p, err := d.proposal(r.Proposal)
			if err != nil {
				return err
			}
			subject = d.called(p)
			what = subject + ": " + what
		}
		h.narrateOne(r, what, subject, where, entries[i].Entry != nil)
	}
	h.next(ctx, receipts[len(receipts)-1], acts[len(acts)-1])
	return nil
}

func (h *house) narrateOne(r workflow.Receipt, what, subject, where string, numbered bool) {
	switch {
	case r.Unchanged && numbered:
		h.e.tell("%s: So steht es schon in der Akte (Eintrag %d, %s). Geschrieben wurde nichts.",
			"%s: It stands so in the record already (entry %d, %s). Nothing was written.", subject, r.Seq, where)
	case r.Unchanged:
		h.e.tell("%s: So steht es schon in der Akte. Geschrieben wurde nichts.",
			"%s: It stands so in the record already. Nothing was written.", subject)
	case numbered:
		h.e.tell("%s. Eintrag %d, %s%s.", "%s. Entry %d, %s%s.", what, r.Seq, where, h.repeated(r.Repeat))
	default:
		h.e.tell("%s, %s%s.", "%s, %s%s.", what, where, h.repeated(r.Repeat))
	}
}

func (h *house) repeated(yes bool) string {
	if yes {
		return h.e.say(" (war schon ausgeführt)", " (had been carried out before)")
	}
	return ""
}

// try asks the rules for each command without writing anything.
func (h *house) try(ctx context.Context, acts []desk.Act) error {
	for i, a := range acts {
		d, err := h.round(ctx, a.Round)
		if err != nil {
			return err
		}
		s, err := d.state()
		if err != nil {
			return err
		}
		if ref := s.Try(h.engine.Now(), h.engine.Pseudonym(d.Origin, h.operator.Person), workflow.Operator, a.Command); ref != nil {
			ref.Request = i
			return h.which(ctx, ref, acts)
		}
	}
	if h.e.json {
		return h.e.object(map[string]bool{"allowed": true})
	}
	h.e.tell("Die Regeln erlauben es. Geschrieben wurde nichts.", "The rules allow it. Nothing was written.")
	return nil
}

// earlier finds the record of a command that the operator has given before under an id that was chosen by hand, so that a
// repeat can be built as the first time. Nil where there is none.
func (h *house) earlier(ctx context.Context, origin, id string) (*workflow.Record, error) {
	if id == "" {
		return nil, nil
	}
	actor := h.engine.Pseudonym(origin, h.operator.Person)
	var dec workflow.Decoder
	for b, err := range h.desk.Log.Entries(ctx, origin, 0) {
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", origin, err)
		}
		rec, err := dec.Decode(b)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", workflow.ErrCorrupt, err)
		}
		if rec.Actor == actor && rec.Command == id {
			return rec, nil
		}
	}
	return nil, nil
}

// label says a label of a policy in the language.
func (e *env) label(t policy.Text) string { return t.In(e.lang) }
