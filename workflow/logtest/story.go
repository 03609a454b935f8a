package logtest

import (
	"strings"
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/proof"
)

// later is an instant after all that happens in the story: 1 June 2026, 16:00 UTC.
const later ledger.Instant = 1780329600 * 1e6

// Story plays a small round from its opening to its conclusion: one proposal is selected, reconsidered and decided again,
// one is not selected, and one is returned and withdrawn.
func (h *House) Story(t testing.TB) {
	t.Helper()
	const members = 5
	h.Begin(t, members)
	h.Must(t, Member(1), Round, &workflow.NoteAbsence{Participant: h.admission(1).Participant, Until: absentUntil})
	h.Must(t, Office, Round, &workflow.NoteAbsence{Participant: h.admission(1).Participant, Ends: h.Size(t) - 1})
	h.Must(t, Office, Round, h.Proposal("lamp"), h.Proposal("bench"), h.Proposal("fence"))
	h.Must(t, Member(1), Round, &workflow.DeclareInterest{Proposal: "fence", InterestKind: h.Policy.Interests.Kinds[0].ID})
	h.Must(t, Office, Round,
		&workflow.ReturnProposal{Proposal: "fence", Missing: []string{h.Policy.Eligibility[0].ID}, Note: "Bitte ergänzen"},
		&workflow.Move{Transition: workflow.KindProposalWithdrawn, Proposal: "fence"},
		&workflow.Move{Transition: workflow.KindReviewStarted},
		&workflow.SetDeadline{Stage: policy.StageScoring, Until: later, Reason: "Ferien"})
	h.Review(t, "lamp", members, 3)
	h.Must(t, Office, Round, h.Assign("bench", members))
	h.Must(t, Member(1), Round, &workflow.StateWish{Proposal: "bench", Wish: workflow.Wants})
	h.Review(t, "bench", members, 1)
	h.Discuss(t, "lamp")
	h.Must(t, Office, Round, &workflow.Move{Transition: workflow.KindDeliberationStarted})
	h.Decide(t, "lamp", members, policy.Yes)
	h.Decide(t, "bench", members, policy.No)
	h.Meet(t, "sitting", members)
	h.Must(t, Office, Round, &workflow.Move{Transition: workflow.KindDecisionReleased, Proposal: "lamp"},
		&workflow.Move{Transition: workflow.KindSummaryPublished, Proposal: "lamp"},
		&workflow.Move{Transition: workflow.KindSummaryUnpublished, Proposal: "lamp", Reason: "Fehler im Titel"},
		&workflow.Move{Transition: workflow.KindReconsiderationRequested, Proposal: "lamp", Reason: "neue Tatsachen"})
	h.Must(t, Desk, Round, &workflow.Move{Transition: workflow.KindDecisionReconsidered, Proposal: "lamp", Reason: "neue Tatsachen"})
	h.Decide(t, "lamp", members, policy.Yes)
	h.Must(t, Office, Round, h.Minutes(t, 1))
	h.Must(t, Desk, Round, h.Approval(t))
	h.Must(t, Desk, Round, &workflow.DeclareInterest{Proposal: "bench", InterestKind: h.Policy.Interests.Kinds[2].ID})
	h.Must(t, Office, Round, &workflow.ConfirmDecision{Proposal: "bench", Reason: "Ohne die Ausgeschlossenen folgt dasselbe."})
	change := KeyChange(t)
	change.Unnoted = h.Unnoted
	h.Must(t, Desk, "", change)
	h.Must(t, Office, Round, &workflow.Move{Transition: workflow.KindDecisionReleased, Proposal: "lamp"},
		&workflow.Move{Transition: workflow.KindDecisionReleased, Proposal: "bench"},
		&workflow.Move{Transition: workflow.KindRoundConcluded})
	h.Erase(t)
	h.Must(t, Desk, "", &workflow.AcceptLedger{Origin: h.RegisterOrigin(), Reason: "Sperrdatei mit dem Datenträger verloren"})
}

// ChangeOf is a change of keys, with a signature that nobody checks here.
func ChangeOf(old, next string) *workflow.RotateKey {
	return &workflow.RotateKey{Old: old, New: next, Signature: "c2lnbmVk"}
}

// KeyChange is a change of keys by which the old one vouches for the new one.
func KeyChange(t testing.TB) *workflow.RotateKey {
	t.Helper()
	key := func(seed string) (signer, public string) {
		signer, public, err := proof.NewKey(strings.NewReader(strings.Repeat(seed, 32)), "example.org")
		if err != nil {
			t.Fatal(err)
		}
		return signer, public
	}
	signer, old := key("a")
	_, next := key("b")
	holder, err := proof.ParseSigner(signer)
	if err != nil {
		t.Fatal(err)
	}
	signature, err := proof.Vouch(holder, old, next)
	if err != nil {
		t.Fatal(err)
	}
	return &workflow.RotateKey{Old: old, New: next, Signature: signature}
}

// Review takes a proposal through its check and the members' scores; the first member scores twice.
func (h *House) Review(t testing.TB, proposal string, members, level int) {
	t.Helper()
	h.Must(t, Office, Round, h.Check(proposal), &workflow.Move{Transition: workflow.KindReviewOpened, Proposal: proposal})
	for n := 1; n <= members; n++ {
		h.Must(t, Member(n), Round, h.Scores(proposal, level, 0))
	}
	h.Must(t, Member(1), Round, h.Scores(proposal, level+1, 1))
	h.Must(t, Office, Round, &workflow.Move{Transition: workflow.KindScoringClosed, Proposal: proposal})
}

// Discuss lets two members and the office talk about a proposal, and asks its submitter.
func (h *House) Discuss(t testing.TB, proposal string) {
	t.Helper()
	h.Must(t, Member(1), Round, &workflow.MakeComment{Proposal: proposal, Text: "Das trägt weit."})
	h.Must(t, Member(2), Round, &workflow.MakeComment{Proposal: proposal, ReplyTo: 1, Text: "Worauf stützt sich das?"})
	h.Must(t, Member(1), Round, &workflow.MakeComment{Proposal: proposal, Edits: 1, Base: 1, Text: "Das trägt weit, wie der Bericht zeigt."})
	h.Must(t, Office, Round, &workflow.AskQuestion{Proposal: proposal, Text: "Wie viele nutzen es?"},
		&workflow.AnswerQuestion{Proposal: proposal, Question: 1, Text: "Zwei."},
		&workflow.AnswerQuestion{Proposal: proposal, Question: 1, Base: 1, Text: "Drei."})
}

// Assign says that the first members are to score a proposal.
func (h *House) Assign(proposal string, members int) *workflow.SetAssignment {
	c := &workflow.SetAssignment{Proposal: proposal}
	for n := 1; n <= members; n++ {
		c.Members = append(c.Members, h.Pseudonym(h.RoundOrigin(Round), Member(n).Person))
	}
	return c
}

// Decide holds a ballot in which the first member changes the vote, and takes the decision that the policy proposes.
func (h *House) Decide(t testing.TB, proposal string, members int, choice policy.Choice) {
	t.Helper()
	h.Must(t, Office, Round, &workflow.Move{Transition: workflow.KindBallotOpened, Proposal: proposal})
	for n := 1; n <= members; n++ {
		h.Must(t, Member(n), Round, &workflow.CastVote{Proposal: proposal, Choice: choice})
	}
	h.Must(t, Member(1), Round, &workflow.CastVote{Proposal: proposal, Choice: policy.Abstain, Base: 1})
	h.Must(t, Office, Round, &workflow.CloseBallot{Proposal: proposal}, &workflow.TakeDecision{Proposal: proposal, Rationale: "Begründung"})
}

// absentUntil lies behind every story.
const absentUntil = 1 << 52

// Size is how many entries the round has.
func (h *House) Size(t testing.TB) uint64 {
	t.Helper()
	_, head, err := h.Engine.Round(t.Context(), Round)
	if err != nil {
		t.Fatal(err)
	}
	return head.Size
}
