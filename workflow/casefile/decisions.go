package casefile

import (
	"context"
	"fmt"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/audit"
)

// Decision is a decision of the round and how it came about, as far as the check derived it again.
type Decision struct {
	Proposal  string       `json:"proposal"` // id
	Number    string       `json:"number"`
	Title     string       `json:"title,omitempty"` // empty where it is not in the file, or not what the record commits to
	Result    audit.Result `json:"result"`          // whether it follows from scores, votes and policy
	Why       string       `json:"why,omitempty"`   // it was not checked
	Outcome   string       `json:"outcome"`
	Proposed  string       `json:"proposed,omitempty"` // what the policy proposes
	At        string       `json:"at"`
	Entry     uint64       `json:"entry"`
	By        string       `json:"by"` // name, or pseudonym
	Elsewhere string       `json:"recorded_elsewhere,omitempty"`
	SetAside  uint64       `json:"set_aside,omitempty"` // entry
	Rationale string       `json:"rationale,omitempty"`
	Deviation string       `json:"deviation,omitempty"`
	Criteria  []string     `json:"criteria,omitempty"` // labels of the columns of Sheets
	Sheets    []Sheet      `json:"sheets,omitempty"`
	Votes     []Vote       `json:"votes,omitempty"` // of the ballot it rests on; those of a secret one are not on record
	Findings  []Finding    `json:"findings,omitempty"`
}

// Finding is one rule as it came out.
type Finding struct {
	Rule       string    `json:"rule"`
	Holds      string    `json:"holds"` // "yes", "no" or "info"
	Sentence   string    `json:"sentence"`
	Figures    string    `json:"figures,omitempty"`
	Assumption bool      `json:"assumption,omitempty"`
	Members    []string  `json:"members,omitempty"`
	Findings   []Finding `json:"findings,omitempty"`
}

// teller puts the decisions of a round into words.
type teller struct {
	round *workflow.Round
	texts map[place]string
	lang  string
	bases map[uint64]*basis // by the decision's entry
	bad   *int64            // first entry that something is wrong with
}

// place is where a text belongs.
type place struct {
	entry uint64
	path  string
}

// decisions are those that the check played, in order of the proposals, those set aside ahead of the one in force.
func decisions(ctx context.Context, f *File, report *audit.Report, bases map[uint64]*basis, lang string) ([]Decision, error) {
	out := []Decision{}
	l := &report.Ledgers[len(report.Ledgers)-1]
	t := &teller{round: l.State(), lang: lang, bad: l.FirstBad, bases: bases, texts: map[place]string{}}
	if t.round == nil || len(report.Ledgers) < 2 || t.round.Policy == nil {
		return out, nil
	}
	t.want()
	if err := t.read(ctx, f, l); err != nil {
		return nil, err
	}
	for _, p := range t.round.Proposals {
		for _, d := range p.Decisions {
			out = append(out, t.decision(p, d))
		}
		if p.Decision != nil {
			out = append(out, t.decision(p, p.Decision))
		}
	}
	return out, nil
}

// want lists the texts that are shown.
func (t *teller) want() {
	for i := range t.round.Participants {
		t.texts[place{t.round.Participants[i].Seq, "name"}] = ""
	}
	for _, p := range t.round.Proposals {
		t.texts[place{p.Versions[len(p.Versions)-1], "title"}] = ""
		for _, d := range append(p.Decisions[:len(p.Decisions):len(p.Decisions)], p.Decision) {
			if d != nil {
				t.texts[place{d.Seq, "rationale"}], t.texts[place{d.Seq, "deviation"}] = "", ""
			}
		}
	}
}

// read fills in the texts, but for those that are not what the record commits to.
func (t *teller) read(ctx context.Context, f *File, l *audit.Ledger) error {
	if l.More > 0 {
		return nil // not every finding is known
	}
	wrong := map[uint64]bool{}
	for _, x := range l.Findings {
		if x.Seq >= 0 {
			wrong[uint64(x.Seq)] = true
		}
	}
	for x, err := range f.AllTexts(ctx, f.Manifest.Ledgers[1].Origin) {
		if err != nil {
			return err
		}
		at := place{x.Seq, x.Path}
		if _, wanted := t.texts[at]; wanted && !wrong[x.Seq] && !x.Withheld {
			t.texts[at] = x.Value
		}
	}
	return nil
}

func (t *teller) decision(p *workflow.Proposal, d *workflow.Decision) Decision {
	out := Decision{
		Proposal: p.ID, Number: t.round.NumberOf(p), Title: t.texts[place{p.Versions[len(p.Versions)-1], "title"}],
		Result: audit.OK, Outcome: d.Outcome, Proposed: d.Proposed, At: d.At.String(), Entry: d.Seq, By: t.name(d.By), SetAside: d.SetAside,
		Rationale: t.texts[place{d.Seq, "rationale"}], Deviation: t.texts[place{d.Seq, "deviation"}],
	}
	switch {
	case d.Recorded:
		out.Result, out.Why = audit.NotChecked, said(t.lang, elsewhere)
		out.Elsewhere = d.Source + " (" + d.Digest + ")"
		return out
	case t.bad != nil && uint64(*t.bad) <= d.Seq:
		out.Result, out.Why = audit.NotChecked, said(t.lang, restsOnBad, *t.bad)
	}
	out.Findings = t.findings(d.Findings)
	t.rests(&out, t.bases[d.Seq])
	return out
}

func (t *teller) findings(fs []policy.Finding) []Finding {
	out := make([]Finding, len(fs))
	for i, f := range fs {
		out[i] = Finding{Rule: f.Rule, Holds: string(f.Holds), Assumption: f.Assumption, Findings: t.findings(f.Findings)}
		out[i].Sentence, out[i].Figures = f.Sentence(t.round.Policy, t.lang)
		for _, pseudonym := range f.Members {
			k, _ := t.round.Participant(pseudonym)
			out[i].Members = append(out[i].Members, t.called(k, pseudonym))
		}
	}
	return out
}

// name is what a participant is called.
func (t *teller) name(participant int) string { return t.called(participant, fmt.Sprint(participant)) }

func (t *teller) called(participant int, otherwise string) string {
	if participant < 0 || participant >= len(t.round.Participants) {
		return otherwise
	}
	who := &t.round.Participants[participant]
	if name := t.texts[place{who.Seq, "name"}]; name != "" {
		return name
	}
	return who.Pseudonym
}
