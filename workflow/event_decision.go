package workflow

import (
	"fmt"

	"gremium/policy"
	"gremium/workflow/ledger"
)

// DecisionTaken is the committee's decision on a proposal, with every finding it rests on. Texts: rationale, and
// deviation where the outcome is not the one that the policy proposes.
type DecisionTaken struct {
	common
	Findings []policy.Finding
	Meeting  string // in which its ballot was held
	Outcome  policy.Outcome
	Proposed policy.Outcome // what the policy proposes
}

// Kind is KindDecisionTaken.
func (*DecisionTaken) Kind() Kind { return KindDecisionTaken }

func (e *DecisionTaken) form(f *ledger.Form) {
	e.as(f)
	ledger.List(f, "findings", &e.Findings, findingForm)
	f.OptString("meeting", &e.Meeting)
	outcome(f, "outcome", &e.Outcome)
	outcome(f, "proposed", &e.Proposed)
	e.texts(f)
}

func outcome(f *ledger.Form, key string, o *policy.Outcome) {
	s := string(*o)
	f.String(key, &s)
	switch *o = policy.Outcome(s); *o {
	case policy.Selected, policy.NotSelected, policy.Deferred:
	default:
		f.Fail(fmt.Errorf("outcome %q is unknown", s))
	}
}

func findingForm(x *policy.Finding, f *ledger.Form) {
	f.OptBool("assumption", &x.Assumption)
	ledger.OptList(f, "figures", &x.Figures, func(g *policy.Figure, f *ledger.Form) {
		f.String("name", &g.Name)
		f.String("value", &g.Value)
	})
	ledger.OptList(f, "findings", &x.Findings, findingForm)
	s := string(x.Holds)
	f.String("holds", &s)
	switch x.Holds = policy.Holds(s); x.Holds {
	case policy.HoldsYes, policy.HoldsNo, policy.HoldsInfo:
	default:
		f.Fail(fmt.Errorf("a finding is yes, no or info, not %q", s))
	}
	f.OptStrings("members", &x.Members)
	f.String("rule", &x.Rule)
}

// DecisionConfirmed keeps a decision that was taken before somebody was excluded: the rules were asked again, without the
// excluded, and propose the same. Text: reason.
type DecisionConfirmed struct {
	common
	Findings []policy.Finding
	Proposed policy.Outcome // what the policy proposes now
}

// Kind is KindDecisionConfirmed.
func (*DecisionConfirmed) Kind() Kind { return KindDecisionConfirmed }

func (e *DecisionConfirmed) form(f *ledger.Form) {
	e.as(f)
	ledger.List(f, "findings", &e.Findings, findingForm)
	outcome(f, "proposed", &e.Proposed)
	e.texts(f)
}

// DecisionRecorded notes a decision that was taken elsewhere, in imported rounds only: it is never derived here.
type DecisionRecorded struct {
	common
	Digest  string // "sha256:…" of the file it was read from
	Outcome string // as the source says it
	Source  string // name of the file
}

// Kind is KindDecisionRecorded.
func (*DecisionRecorded) Kind() Kind { return KindDecisionRecorded }

func (e *DecisionRecorded) form(f *ledger.Form) {
	e.as(f)
	f.String("digest", &e.Digest)
	f.String("outcome", &e.Outcome)
	f.String("source", &e.Source)
}
