package web

import (
	"context"
	"slices"
	"strings"

	"gremium/cmd/internal/web/part"
	"gremium/workflow/desk"
	"gremium/workflow/proof"
)

// Witnesses knows how the witnesses of other bodies stand to the ledgers.
type Witnesses interface {
	// Standing is how they stand to the ledger of a round, to the register for an empty id.
	Standing(ctx context.Context, round string) (Witnessing, error)
	// Refusals are what witnesses refuse because they have seen another ledger than the one that is here.
	Refusals(ctx context.Context) ([]Refusal, error)
}

// Witnessing is how the witnesses stand to one ledger.
type Witnessing struct {
	Quorum    int    // how many have to cosign
	Latest    uint64 // size of the latest checkpoint
	Witnesses []proof.Standing
}

// Refusal is a checkpoint that a witness has refused for what is in it.
type Refusal struct {
	Witness string // name
	proof.Trouble
}

// witnessPart is what the page that checks the record says of witnesses.
type witnessPart struct {
	Lines  []string
	Tables []part.Table
}

// witnesses says who cosigns this round and the register, and how far each has come.
func (d *reading) witnesses(ctx context.Context, of Witnesses) (*witnessPart, error) {
	w := d.words
	out := &witnessPart{}
	if of == nil {
		return &witnessPart{Lines: []string{w.T("witness.none")}}, nil
	}
	for _, id := range []string{d.round.ID, ""} {
		at, err := of.Standing(ctx, id)
		if err != nil {
			return nil, err
		}
		switch {
		case len(at.Witnesses) == 0:
			return &witnessPart{Lines: []string{w.T("witness.none")}}, nil
		case id != "" && d.veiled():
			out.Lines = append(out.Lines, w.T("witness.rule", "Quorum", at.Quorum, "All", len(at.Witnesses)), w.T("witness.veiled"))
			continue
		case id != "":
			out.Lines = append(out.Lines, w.T("witness.rule", "Quorum", at.Quorum, "All", len(at.Witnesses)))
		}
		out.Tables = append(out.Tables, d.standings(id, &at))
	}
	return out, nil
}

// standings is the table of one ledger.
func (d *reading) standings(id string, at *Witnessing) part.Table {
	w := d.words
	title := "audit.round"
	if id == "" {
		title = "audit.register"
	}
	t := part.Table{Caption: w.T(title), Narrow: 2, Columns: []part.Column{
		{Title: w.T("witness.name")}, {Title: w.T("witness.size"), Numeric: true}, {Title: w.T("witness.at")}, {Title: w.T("witness.state"), Wide: true},
	}}
	for _, s := range at.Witnesses {
		size, when := "–", "–"
		if s.Size > 0 {
			size, when = w.Int(int(s.Size)), w.Moment(s.At)
		}
		t.Rows = append(t.Rows, part.Row{Head: part.Cell{Text: s.Name}, Cells: []part.Cell{{Text: size}, {Text: when}, {Text: d.howFar(&s, at.Latest)}}})
	}
	return t
}

// howFar says in words how one witness stands.
func (d *reading) howFar(s *proof.Standing, latest uint64) string {
	switch {
	case s.Trouble != nil && (s.Size < latest || s.Trouble.Code.Grave()):
		return d.words.T("witness.trouble."+string(s.Trouble.Code), "Told", d.words.Int(int(s.Trouble.Told)), "Asked", d.words.Int(int(s.Trouble.Asked)))
	case s.Size < latest:
		return d.words.T("witness.behind", "Latest", d.words.Int(int(latest)))
	}
	return d.words.T("witness.ok")
}

// doubted is what whoever coordinates, audits or runs the house is told on every page while witnesses refuse a ledger: nil where none
// does, or that cannot be read. Sizes are told of the ledgers whose size they may know.
func (s *Server) doubted(ctx context.Context, v *visit) *Halt {
	if s.config.Witnesses == nil || !slices.ContainsFunc(v.who.Grants, func(g desk.Grant) bool { return g.Role != desk.Submitter }) {
		return nil
	}
	all, err := s.config.Witnesses.Refusals(ctx)
	if err != nil {
		s.config.Log.WarnContext(ctx, "what witnesses refuse cannot be read", "error", err)
	}
	if len(all) == 0 {
		return nil
	}
	h := &Halt{Text: v.words.T("witness.doubt"), Do: v.words.T("witness.doubt.do")}
	told := s.mayKnow(ctx, v)
	others := 0
	for i := range all {
		r := &all[i]
		switch known := told(r.Origin); {
		case known == unnamed || len(h.Found) == maxHalted:
			others++
		case known == byName:
			h.Found = append(h.Found, v.words.T("witness.doubt.named", "Witness", r.Witness, "Ledger", ledgerName(v, r.Origin)))
		default:
			h.Found = append(h.Found, v.words.T("witness.doubt."+string(r.Code), "Witness", r.Witness, "Ledger", ledgerName(v, r.Origin),
				"Told", v.words.Int(int(r.Told)), "Asked", v.words.Int(int(r.Asked))))
		}
	}
	if others > 0 {
		h.Found = append(h.Found, v.words.T("witness.doubt.others", "Count", others))
	}
	return h
}

// ledgerName is what a ledger is called on pages.
func ledgerName(v *visit, origin string) string {
	if _, id, ok := strings.Cut(origin, "/round/"); ok {
		return v.words.T("witness.round", "Round", id)
	}
	return v.words.T("audit.register")
}
