package roundtest

import (
	"strings"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/proof"
)

// The rounds of the story.
const (
	Main      = "r1"
	Abandoned = "r2"
	Elsewhere = "r3"
	Drawn     = "r4"
)

// Rounds are the rounds of the story in their order.
func Rounds() []string { return []string{Main, Abandoned, Elsewhere, Drawn} }

// Later is an instant after all that happens in the story: 1 June 2026, 16:00 UTC.
const Later ledger.Instant = 1780329600 * 1e6

// Story is a register and four rounds in which every type of event occurs: one that is concluded, with a decision that
// was reconsidered, one that is cancelled, an imported one, and one in which a lot decides. p is the built-in policy or an
// edition of it.
func Story(p, imported *policy.Policy) []Unit {
	lot := ByLot(p)
	units := append(Found(), Unit{{Person: Olga, As: workflow.Coordinator, Command: &workflow.RegisterOrganisation{
		Organisation: "org-b", OrganisationKind: "carrier", Name: "Träger B", Aliases: []string{"B e. V."}, Change: true,
	}}}, Adopt(p), Adopt(imported), Open(Main, p))
	units = append(units, Seats(Main)...)
	units = append(units, call()...)
	units = append(units, review(p)...)
	units = append(units, deliberation()...)
	units = append(append(units, Open(Abandoned, p)), membership(Abandoned)...)
	units = append(units, office(Abandoned, &workflow.Move{Transition: workflow.KindRoundCancelled, Reason: "Es kam nichts"}))
	units = append(units, erasures(Abandoned)...)
	units = append(append(units, elsewhere(imported)...), Adopt(lot))
	return sized(append(append(units, drawn(lot)...), outside()...))
}

// outside is what the register holds about keys and ledgers: a key was lost, before how far
// the ledgers go was noted at that, then the key was changed, and a backup was restored.
func outside() []Unit {
	operator := func(c workflow.Command) Unit { return Unit{{Person: Otto, As: workflow.Operator, Command: c}} }
	first, _, vouched := Keys()
	return []Unit{
		operator(&workflow.RotateKey{Old: "example.org+00000000+AA", New: first, Reason: "Der Datenträger ist hin", Unnoted: true}),
		operator(vouched),
		operator(&workflow.AcceptLedger{
			Origin: RoundOrigin(Elsewhere), Known: workflow.Head{Size: 9, Root: ledger.LeafHash([]byte("9"))},
			Head: workflow.Head{Size: 8, Root: ledger.LeafHash([]byte("8"))}, Reason: "Sicherung von gestern eingespielt",
		}),
	}
}

// Key is a key of the story by its seed, one letter: the public key, and the signer.
func Key(seed string) (public, signer string) {
	signer, public, _ = proof.NewKey(strings.NewReader(strings.Repeat(seed, 32)), authority) // of bytes that are there
	return public, signer
}

// Keys are two public keys of the story, and the change by which the first vouches for the second.
func Keys() (first, second string, change *workflow.RotateKey) {
	first, signer := Key("a")
	second, _ = Key("b")
	change = &workflow.RotateKey{Old: first, New: second}
	if holder, err := proof.ParseSigner(signer); err == nil {
		change.Signature, _ = proof.Vouch(holder, first, second) // Ed25519 always signs
	}
	return first, second, change
}

func office(round string, c workflow.Command) Unit {
	return Unit{{Round: round, Person: Olga, As: workflow.Coordinator, Command: c}}
}

func by(person string, as workflow.Capacity, c workflow.Command) Unit {
	return Unit{{Round: Main, Person: person, As: as, Command: c}}
}

// call is the time of submission: a is fine, b is returned and comes back, c is withdrawn, d is handed in on paper.
func call() []Unit {
	again := Submit("b")
	again.Again, again.Base = true, 1
	return []Unit{
		office(Main, Move(workflow.KindCallOpened, "")),
		office(Main, &workflow.SetDeadline{Stage: policy.StageScoring, Until: Later, Reason: "Zwei Wochen mehr wegen der Ferien"}),
		by(Sam, workflow.Submitter, Submit("a")),
		by(Sue, workflow.Submitter, Submit("b")),
		by(Sam, workflow.Submitter, Submit("c")),
		{{Round: Main, Person: Olga, As: workflow.Coordinator, For: Sue, Command: Submit("d")}},
		office(Main, Check("a", 1)),
		office(Main, Check("b", 1, "success")),
		office(Main, &workflow.ReturnProposal{Proposal: "b", Missing: []string{"success"}, Note: "Bitte belegen"}),
		by(Sue, workflow.Submitter, again),
		by(Sam, workflow.Submitter, Move(workflow.KindProposalWithdrawn, "c")),
		office(Main, &workflow.AskQuestion{Proposal: "b", Text: "Wie viele Häuser nutzen die Lösung?"}),
		by(Sue, workflow.Submitter, &workflow.AnswerQuestion{Proposal: "b", Question: 1, Text: "Zwei."}),
		{{Round: Main, Person: Olga, As: workflow.Coordinator, For: Sue, Command: &workflow.AnswerQuestion{Proposal: "b", Question: 1, Base: 1, Text: "Drei."}}},
		office(Main, Check("b", 2)),
		office(Main, Check("d", 1)),
		office(Main, Move(workflow.KindReviewStarted, "")),
	}
}

// review scores a well, b badly and d with a paper form; a is scored a second time after reopening.
func review(p *policy.Policy) []Unit {
	var units []Unit
	for _, id := range []string{"a", "b", "d"} {
		units = append(units, office(Main, Move(workflow.KindReviewOpened, id)))
	}
	units = append(units,
		by(Dora, workflow.Member, &workflow.StateWish{Proposal: "d", Wish: workflow.Wants}),
		Unit{{Round: Main, Person: Otto, As: workflow.Operator, For: Eva, Command: &workflow.StateWish{Proposal: "d", Wish: workflow.Avoids}}},
		office(Main, Assign("d", Dora, Cem, Ben, Ada)),
	)
	units = append(units, by(Eva, workflow.Member, Declare("b", "relative")))
	seen := map[string]uint64{"a": 1, "b": 2, "d": 1}
	values := map[string][]int{"a": {3, 2, 3, 2}, "b": {1, 0, -1, 2}, "d": {2, 2, 2, 3}}
	for _, id := range []string{"a", "b", "d"} {
		for _, m := range []string{Ada, Ben, Cem} {
			units = append(units, by(m, workflow.Member, Cast(p, id, seen[id], 0, values[id]...)))
		}
	}
	return append(units,
		by(Eva, workflow.Member, Cast(p, "a", 1, 0, 0, 0, 0, 0)),
		Unit{{Round: Main, Person: Otto, As: workflow.Operator, For: Dora, Command: Cast(p, "d", 1, 0, 2, 3, 2, 2)}},
		by(Ada, workflow.Member, Cast(p, "a", 1, 1, 3, 3, 3, 3)),
		by(Ada, workflow.Member, &workflow.MakeComment{Proposal: "a", Text: "Das trägt weit."}),
		by(Ben, workflow.Member, &workflow.MakeComment{Proposal: "a", ReplyTo: 1, Text: "Worauf stützt sich das?"}),
		by(Ada, workflow.Member, &workflow.MakeComment{Proposal: "a", Edits: 1, Base: 1, Text: "Das trägt weit, wie der Bericht zeigt."}),
		Unit{{Round: Main, Person: Otto, As: workflow.Operator, For: Cem, Command: &workflow.MakeComment{Proposal: "a", Text: "Auf Papier."}}},
		office(Main, Move(workflow.KindScoringClosed, "a")),
		office(Main, Move(workflow.KindScoringReopened, "a")),
		by(Dora, workflow.Member, Cast(p, "a", 1, 0, 2, 3, 2, 2)),
		office(Main, Move(workflow.KindScoringClosed, "a")),
		office(Main, Move(workflow.KindScoringClosed, "b")),
		office(Main, Move(workflow.KindScoringClosed, "d")),
		office(Main, Move(workflow.KindDeliberationStarted, "")),
	)
}

// resolutions exclude Dora, and let Eva in again, who has excluded herself.
func resolutions(id string) []Unit {
	about := func(person string) string { return Pseudonym(RoundOrigin(Main), person) }
	return []Unit{
		by(Ada, workflow.Member, &workflow.ReportInterest{Proposal: id, About: about(Dora), InterestKind: "organisation", Note: "Träger B"}),
		office(Main, Resolve(id, Dora, Ada, Ben, Cem)),
		office(Main, &workflow.ResolveInterest{
			Proposal: id, About: about(Eva), Lift: true, Yes: []string{about(Ada), about(Ben)}, Abstain: []string{about(Cem)},
		}),
	}
}

// ballot is a ballot with the votes of those who have one, in order of the members.
func ballot(id string, choices ...policy.Choice) []Unit {
	units := []Unit{office(Main, Move(workflow.KindBallotOpened, id))}
	for i, c := range choices {
		units = append(units, by(Members()[i], workflow.Member, Vote(id, c)))
	}
	return append(units, office(Main, &workflow.CloseBallot{Proposal: id}))
}

// deliberation selects a, publishes it, withdraws that and decides once more; b fails, d is put off.
func deliberation() []Unit {
	decide := func(id string, o policy.Outcome, deviation string) Unit {
		return office(Main, &workflow.TakeDecision{Proposal: id, Outcome: o, Rationale: "Begründung", Deviation: deviation})
	}
	var units []Unit
	add := func(more ...Unit) { units = append(units, more...) }
	add(ballot("a", policy.Yes, policy.Yes, policy.Abstain, policy.No)...)
	add(decide("a", "", ""), release("a"), office(Main, Move(workflow.KindSummaryPublished, "a")))
	add(resolutions("b")...)
	add(ballot("b", policy.No, policy.No, policy.No)...)
	add(decide("b", policy.NotSelected, ""))
	opened := ballot("d", policy.Yes, policy.Yes, policy.Yes)
	changed := Vote("d", policy.No)
	changed.Base = 1
	add(opened[:len(opened)-1]...)
	add(by(Cem, workflow.Member, changed), opened[len(opened)-1])
	add(decide("d", policy.Deferred, "Unterlagen fehlen noch"),
		by(Dora, workflow.Member, Declare("d", "relative")), // late: the decision is in doubt until it is confirmed
		office(Main, &workflow.ConfirmDecision{Proposal: "d", Reason: "Ohne ihre Bewertung folgt dasselbe"}), release("b", "d"))
	add(sittings()...)
	add(office(Main, Minutes(1, "")), by(Ben, workflow.Member, Approve(1)))
	add(office(Main, MeetingMinutes("s1", 1)), by(Ben, workflow.Member, &workflow.ApproveMinutes{Meeting: "s1", Version: 1}))
	add(office(Main, Move(workflow.KindSummaryUnpublished, "a")),
		office(Main, Move(workflow.KindReconsiderationRequested, "a")),
		office(Main, Move(workflow.KindRoundConcluded, "")),
		by(Paul, workflow.Coordinator, Move(workflow.KindDecisionReconsidered, "a")))
	add(ballot("a", policy.Yes, policy.Yes, policy.Yes, policy.Yes)...)
	add(decide("a", policy.Selected, ""), release("a"), office(Main, Minutes(2, "a wurde erneut beraten")),
		by(Paul, workflow.Coordinator, Approve(2)), office(Main, Move(workflow.KindSummaryPublished, "a")))
	return units
}

// release makes decisions known, all at once.
func release(ids ...string) Unit {
	u := make(Unit, len(ids))
	for i, id := range ids {
		u[i] = office(Main, &workflow.Move{Transition: workflow.KindDecisionReleased, Proposal: id})[0]
	}
	return u
}

// elsewhere is an imported round with a decision that was taken elsewhere.
func elsewhere(p *policy.Policy) []Unit {
	act := func(c workflow.Command) Unit {
		return Unit{{Round: Elsewhere, Person: Otto, As: workflow.Operator, Command: c}}
	}
	units := []Unit{Open(Elsewhere, p)}
	for _, person := range []string{Ada, Ben} {
		units = append(units, Seat(Elsewhere, person, workflow.CreateSeat{Seat: person, Body: "jury"}))
	}
	units = append(units, act(Move(workflow.KindCallOpened, "")))
	units = append(units, act(&workflow.SubmitProposal{Proposal: "x", Ref: "17", Texts: map[string]string{"title": "Beitrag 17"}}))
	units = append(units, act(Move(workflow.KindReviewStarted, "")), act(Move(workflow.KindReviewOpened, "x")))
	for i, person := range []string{Ada, Ben} {
		units = append(units, Unit{{
			Round: Elsewhere, Person: Otto, As: workflow.Operator, For: person, Command: Cast(p, "x", 1, 0, 10+i, 5),
		}})
	}
	return append(units, act(Move(workflow.KindScoringClosed, "x")), act(Move(workflow.KindDeliberationStarted, "")),
		act(&workflow.RecordDecision{Proposal: "x", Outcome: "Silver", Source: "decisions.csv", Digest: "sha256:0"}))
}
