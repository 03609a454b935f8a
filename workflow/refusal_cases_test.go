package workflow_test

import (
	"strings"
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/roundtest"
)

const (
	coordinator = workflow.Coordinator
	member      = workflow.Member
	submitter   = workflow.Submitter
	operator    = workflow.Operator
)

// peopleRefusals are about the opening of a round, seats and participants.
func peopleRefusals(t *testing.T) map[string]refusing {
	b := story()
	draft := b.when(t, func(r *workflow.Round) bool { return len(r.Participants) > 0 })
	seated := b.when(t, func(r *workflow.Round) bool { return len(r.Members) == 5 })
	empty := workflow.NewRound(draft.Origin, "r1", func(string) *policy.Policy { return nil })
	seat := func(change func(*workflow.CreateSeat)) workflow.Command {
		c := &workflow.CreateSeat{Seat: "new", Body: "bmas"}
		change(c)
		return c
	}
	admit := func(seat string) workflow.Command {
		return &workflow.Admit{Participant: "p-new", Capacity: member, Seat: seat, Person: "new", Name: "Neu"}
	}
	return map[string]refusing{
		"already_open":               {draft, roundtest.Olga, coordinator, &workflow.OpenRound{Policy: "p"}, "schon eröffnet"},
		"policy_unknown":             {empty, roundtest.Max, coordinator, &workflow.OpenRound{Policy: "p9", Title: "T"}, "p9"},
		"capacity_missing opening":   {empty, roundtest.Max, member, &workflow.OpenRound{Policy: "p9", Title: "T"}, "Koordination"},
		"round_unknown":              {empty, roundtest.Max, member, roundtest.Vote("a", policy.Yes), "„r1“"},
		"body_unknown":               {draft, roundtest.Olga, coordinator, seat(func(c *workflow.CreateSeat) { c.Body = "x" }), "bmas, vp-iq-ebb, network"},
		"group_unknown":              {draft, roundtest.Olga, coordinator, seat(func(c *workflow.CreateSeat) { c.Group = "x" }), "„x“"},
		"weight_invalid":             {draft, roundtest.Olga, coordinator, seat(func(c *workflow.CreateSeat) { c.Weight = 1001 }), "1000"},
		"id_invalid":                 {draft, roundtest.Olga, coordinator, seat(func(c *workflow.CreateSeat) { c.Seat = "-" }), "„-“"},
		"id_taken":                   {seated, roundtest.Olga, coordinator, seat(func(c *workflow.CreateSeat) { c.Seat = "bmas-1" }), "bmas-1"},
		"seat_unknown":               {draft, roundtest.Olga, coordinator, admit("none"), "„none“"},
		"seat_taken":                 {seated, roundtest.Olga, coordinator, admit("bmas-1"), "besetzt"},
		"name_missing":               {seated, roundtest.Olga, coordinator, &workflow.Admit{Participant: "p", Capacity: submitter, Person: "p"}, "Name"},
		"option_unknown capacity":    {seated, roundtest.Olga, coordinator, &workflow.Admit{Participant: "p", Capacity: "king", Person: "p", Name: "P"}, "„king“"},
		"capacity_held":              {seated, roundtest.Olga, coordinator, &workflow.Admit{Participant: pseudonym(roundtest.Ada), Capacity: member, Seat: "x", Person: "a", Name: "A"}, "Mitglied"},
		"capacity_missing":           {seated, roundtest.Ada, member, roundtest.Move(workflow.KindCallOpened, ""), "Koordination"},
		"capacity_missing admitting": {seated, roundtest.Ada, member, admit("bmas-1"), "Koordination"},
		"capacity_missing acting":    {seated, roundtest.Ada, coordinator, roundtest.Move(workflow.KindCallOpened, ""), "Sie handeln als Mitglied"},
		"not_admitted":               {seated, roundtest.Max, member, roundtest.Vote("a", policy.Yes), "nicht teil"},
		"wrong_phase":                {draft, roundtest.Olga, coordinator, roundtest.Submit("new"), "Vorbereitung"},
	}
}

// entryRefusals are about proposals until they are scored.
func entryRefusals(t *testing.T) map[string]refusing {
	b := story()
	calling := b.phase(t, workflow.Calling)
	handedIn := b.proposal(t, "d", func(*workflow.Proposal) bool { return true })
	failed := b.proposal(t, "b", func(p *workflow.Proposal) bool { return p.Check != nil })
	returned := b.proposal(t, "b", func(p *workflow.Proposal) bool { return p.State == workflow.Returned })
	again := roundtest.Submit("b")
	again.Again, again.Base = true, 1
	stale := *again
	stale.Base = 0
	with := func(change func(*workflow.SubmitProposal)) workflow.Command {
		c := roundtest.Submit("new")
		change(c)
		return c
	}
	start := roundtest.Move(workflow.KindReviewStarted, "")
	here := roundtest.Submit("e")
	here.Previous = &workflow.Link{Round: roundtest.Main, Proposal: "d"}
	return map[string]refusing{
		"previous_same_round":      {handedIn, roundtest.Sam, submitter, here, "in eine spätere Runde"},
		"text_missing":             {calling, roundtest.Olga, coordinator, with(func(c *workflow.SubmitProposal) { c.Texts["need"] = " \n" }), "Handlungsbedarf"},
		"text_invalid":             {calling, roundtest.Olga, coordinator, with(func(c *workflow.SubmitProposal) { c.Texts["need"] = "\xff" }), "Handlungsbedarf"},
		"text_too_long":            {calling, roundtest.Olga, coordinator, with(func(c *workflow.SubmitProposal) { c.Texts["title"] = strings.Repeat("ä", 201) }), "201"},
		"owner_missing":            {calling, roundtest.Olga, coordinator, with(func(c *workflow.SubmitProposal) { c.Owners = nil }), "Träger"},
		"option_unknown kind":      {calling, roundtest.Olga, coordinator, with(func(c *workflow.SubmitProposal) { c.ProposalKind = "x" }), "Art"},
		"option_unknown audience":  {calling, roundtest.Olga, coordinator, with(func(c *workflow.SubmitProposal) { c.Audiences = []string{"x"} }), "Zielgruppen"},
		"option_unknown place":     {calling, roundtest.Olga, coordinator, with(func(c *workflow.SubmitProposal) { c.Institutions = []string{"x"} }), "Regelinstitutionen"},
		"land_unknown":             {calling, roundtest.Olga, coordinator, with(func(c *workflow.SubmitProposal) { c.Laender = []string{"XX"} }), "„XX“"},
		"name_missing contact":     {calling, roundtest.Olga, coordinator, with(func(c *workflow.SubmitProposal) { c.Contacts[1].Name = "" }), "Name"},
		"id_invalid number":        {calling, roundtest.Olga, coordinator, with(func(c *workflow.SubmitProposal) { c.Proposal = "26-002" }), "26-002"},
		"text_invalid hidden":      {calling, roundtest.Olga, coordinator, with(func(c *workflow.SubmitProposal) { c.Texts["title"] = "a\x1b[31m" }), "Titel"},
		"text_invalid turned":      {calling, roundtest.Olga, coordinator, with(func(c *workflow.SubmitProposal) { c.Texts["title"] = "a\u202eb" }), "Titel"},
		"id_invalid proposal":      {calling, roundtest.Olga, coordinator, with(func(c *workflow.SubmitProposal) { c.Proposal = "" }), "Kennung"},
		"wrong_state":              {handedIn, roundtest.Olga, coordinator, roundtest.Submit("a"), "eingereicht"},
		"proposal_unknown":         {handedIn, roundtest.Olga, coordinator, roundtest.Check("none", 1), "none"},
		"points_incomplete":        {handedIn, roundtest.Olga, coordinator, &workflow.CheckProposal{Proposal: "a", Seen: 1}, "jeden Punkt"},
		"stale_proposal":           {handedIn, roundtest.Olga, coordinator, roundtest.Check("a", 2), "Fassung 1"},
		"nothing_missing":          {handedIn, roundtest.Olga, coordinator, &workflow.ReturnProposal{Proposal: "a", Note: "n"}, "fehlen"},
		"reason_missing returning": {handedIn, roundtest.Olga, coordinator, &workflow.ReturnProposal{Proposal: "a", Missing: []string{"kind"}}, "Begründung"},
		"check_missing":            {then(t, handedIn, start), roundtest.Olga, coordinator, roundtest.Move(workflow.KindReviewOpened, "d"), "Fassung 1"},
		"check_failed":             {then(t, failed, start), roundtest.Olga, coordinator, roundtest.Move(workflow.KindReviewOpened, "b"), "success"},
		"not_owner":                {returned, roundtest.Sam, submitter, again, "eingereicht hat"},
		"not_owner withdrawing":    {returned, roundtest.Sam, submitter, roundtest.Move(workflow.KindProposalWithdrawn, "b"), "eingereicht hat"},
		"stale_proposal again":     {returned, roundtest.Sue, submitter, &stale, "Fassung 1"},
		"inconsistent move":        {returned, roundtest.Olga, coordinator, &workflow.Move{Transition: workflow.KindVoteCast, Proposal: "a"}, ""},
		"inconsistent proposal":    {returned, roundtest.Olga, coordinator, roundtest.Move(workflow.KindReviewStarted, "a"), "nicht betrifft"},
		"inconsistent kind":        {returned, roundtest.Olga, coordinator, &workflow.Move{Transition: 255, Proposal: "a"}, ""},
		"inconsistent of register": {returned, roundtest.Olga, coordinator, &workflow.CreateProgramme{}, ""},
	}
}

// scoringRefusals are about scores and ballots.
func scoringRefusals(t *testing.T) map[string]refusing {
	b := story()
	open := b.proposal(t, "a", func(p *workflow.Proposal) bool { return p.Sheet(0) != nil })
	two := b.proposal(t, "a", func(p *workflow.Proposal) bool { return p.Sheet(1) != nil })
	scored := b.phase(t, workflow.Deliberating)
	voting := b.proposal(t, "a", func(p *workflow.Proposal) bool { return p.Vote(0) != nil })
	cast := func(seen, base uint64, values ...int) workflow.Command {
		return roundtest.Cast(b.policy, "a", seen, base, values...)
	}
	bare := roundtest.Cast(b.policy, "a", 1, 0, 3, 2, 2, 2)
	bare.Justifications = nil
	small := func(demand, more string) *workflow.Round {
		return readStory(t, demand, more).proposal(t, "a", func(p *workflow.Proposal) bool { return p.Sheet(1) != nil })
	}
	absent := readStory(t, "minimum: 3", "minimum: 5").phase(t, workflow.Deliberating)
	some := then(t, open, roundtest.Assign("a", roundtest.Ada, roundtest.Ben, roundtest.Cem))
	panel := readStory(t, "minimum_scores:", "assignment:\n  per_proposal: 3\n  per_body: 1\nminimum_scores:")
	unassigned := panel.states[len(panel.states)-1]
	elsewhere := readStory(t, "per_proposal: 3", "per_proposal: 1").proposal(t, "a", func(p *workflow.Proposal) bool { return p.Sheet(0) != nil })
	return map[string]refusing{
		"stale_proposal":          {open, roundtest.Cem, member, cast(2, 0, 2, 2, 2, 2), "Fassung 1"},
		"not_assigned":            {some, roundtest.Dora, member, cast(1, 0, 2, 2, 2, 2), "sind andere zugewiesen"},
		"assignee_unknown":        {two, roundtest.Olga, coordinator, roundtest.Assign("a", roundtest.Ada, roundtest.Ben, roundtest.Sam), "keinen Sitz"},
		"assignee_unknown anyone": {two, roundtest.Olga, coordinator, &workflow.SetAssignment{Proposal: "a", Members: []string{"p-nobody"}}, "keinen Sitz"},
		"assignment_scored":       {two, roundtest.Olga, coordinator, roundtest.Assign("a", roundtest.Ben, roundtest.Cem, roundtest.Dora), "Schon bewertet hat"},
		"assignment_short":        {two, roundtest.Olga, coordinator, roundtest.Assign("a", roundtest.Ada, roundtest.Ben, roundtest.Eva), "mit Stimme: 2; nötig: 3"},
		"assignment_short_body":   {open, roundtest.Olga, coordinator, roundtest.Assign("a", roundtest.Ada, roundtest.Cem, roundtest.Dora), "„vp-iq-ebb“"},
		"assignment_missing":      {unassigned, roundtest.Olga, coordinator, roundtest.Move(workflow.KindReviewOpened, "a"), "noch niemand"},
		"option_unknown wish":     {two, roundtest.Ada, member, &workflow.StateWish{Proposal: "a", Wish: "maybe"}, "Wunsch"},
		"stale_sheet":             {open, roundtest.Ada, member, cast(1, 0, 2, 2, 2, 2), "Nichts ist verloren"},
		"stale_sheet ahead":       {open, roundtest.Cem, member, cast(1, 3, 2, 2, 2, 2), "Fassung 3"},
		"scores_refused":          {open, roundtest.Cem, member, bare, "Die Begründung zu „transferfähig“ fehlt."},
		"scores_refused missing":  {open, roundtest.Cem, member, cast(1, 0, 2, 2), "„nachhaltig“"},
		"member_missing":          {open, roundtest.Otto, operator, cast(1, 0, 2, 2, 2, 2), "Mitglied"},
		"scoring_incomplete":      {two, roundtest.Olga, coordinator, roundtest.Move(workflow.KindScoringClosed, "a"), "1 von 3 Bewertungen fehlen: "},
		"scoring_incomplete_body": {elsewhere, roundtest.Olga, coordinator, roundtest.Move(workflow.KindScoringClosed, "a"), "„vp-iq-ebb“"},
		"body_too_small":          {small("per_body: 1", "per_body: 2"), roundtest.Olga, coordinator, roundtest.Move(workflow.KindScoringClosed, "a"), "„bmas“ ist für das Regelwerk zu klein"},
		"committee_too_small":     {small("per_proposal: 3", "per_proposal: 5"), roundtest.Olga, coordinator, roundtest.Move(workflow.KindScoringClosed, "a"), "nötig: 5; Mitglieder mit Stimme: 4; es fehlen: 1"},
		"quorum_out_of_reach":     {absent, roundtest.Olga, coordinator, roundtest.Move(workflow.KindBallotOpened, "a"), "nötig: 5; vorhanden: 4; es fehlen: 1"},
		"reason_missing":          {scored, roundtest.Olga, coordinator, &workflow.Move{Transition: workflow.KindScoringReopened, Proposal: "a"}, "Begründung"},
		"ballot_closed":           {scored, roundtest.Ada, member, roundtest.Vote("a", policy.Yes), "läuft keine Abstimmung"},
		"ballot_closed closing":   {scored, roundtest.Olga, coordinator, &workflow.CloseBallot{Proposal: "a"}, "läuft keine Abstimmung"},
		"ballot_missing":          {scored, roundtest.Olga, coordinator, &workflow.TakeDecision{Proposal: "a", Rationale: "r"}, "Abstimmung"},
		"ballot_open":             {voting, roundtest.Olga, coordinator, &workflow.TakeDecision{Proposal: "a", Rationale: "r"}, "läuft eine Abstimmung"},
		"ballot_open again":       {voting, roundtest.Olga, coordinator, roundtest.Move(workflow.KindBallotOpened, "a"), "läuft eine Abstimmung"},
		"ballot_open reopening":   {voting, roundtest.Olga, coordinator, roundtest.Move(workflow.KindScoringReopened, "a"), "läuft eine Abstimmung"},
		"ballot_open withdrawing": {voting, roundtest.Sam, submitter, roundtest.Move(workflow.KindProposalWithdrawn, "a"), "läuft eine Abstimmung"},
		"vote_advisory":           {voting, roundtest.Eva, member, roundtest.Vote("a", policy.Yes), "ohne Stimme"},
		"stale_vote":              {voting, roundtest.Ada, member, roundtest.Vote("a", policy.No), "andere Stimme"},
		"option_unknown choice":   {voting, roundtest.Ben, member, roundtest.Vote("a", "maybe"), "„maybe“"},
	}
}

// decisionRefusals are about decisions and what follows.
func decisionRefusals(t *testing.T) map[string]refusing {
	b := story()
	one := b.proposal(t, "a", func(p *workflow.Proposal) bool { return p.Vote(0) != nil })
	few := then(t, one, &workflow.CloseBallot{Proposal: "a"})
	counted := b.proposal(t, "a", func(p *workflow.Proposal) bool { return p.Ballot != nil && !p.Ballot.Open })
	decided := b.proposal(t, "a", func(p *workflow.Proposal) bool { return p.State == workflow.Decided })
	rejected := b.proposal(t, "b", func(p *workflow.Proposal) bool { return p.State == workflow.Decided })
	asked := b.proposal(t, "a", func(p *workflow.Proposal) bool { return p.Request != nil })
	released := then(t, decided, roundtest.Move(workflow.KindDecisionReleased, "a"))
	published := then(t, asked, roundtest.Move(workflow.KindSummaryPublished, "a"))
	kept := keptTo(t)
	olga := then(t, decided, roundtest.Move(workflow.KindReconsiderationRequested, "a"))
	limited := limitedTo(t)
	doubted := b.proposal(t, "d", func(p *workflow.Proposal) bool { return p.Doubt() > 0 })
	ben := thenBy(t, decided, order(decided, roundtest.Ben, member, roundtest.Declare("a", "relative")))
	ranked := counted.Fork() // b and d are not voted on yet
	ranked.Policy = roundtest.Policy(t, "thresholds:\n", "selected:\n  at_most: 1\n  by: standing\n  tie: none\nthresholds:\n")
	imported := &workflow.RecordDecision{Proposal: "a", Outcome: "x"}
	operated := thenBy(t, counted, order(counted, roundtest.Olga, coordinator, &workflow.TakeDecision{Proposal: "a", Rationale: "r"}))
	decide := func(o policy.Outcome) *workflow.TakeDecision {
		return &workflow.TakeDecision{Proposal: "a", Outcome: o, Rationale: "r"}
	}
	move := func(k workflow.Kind, id string) workflow.Command { return roundtest.Move(k, id) }
	return map[string]refusing{
		"not_decidable":          {few, roundtest.Olga, coordinator, decide(""), "1 von 4"},
		"not_decidable standing": {ranked, roundtest.Olga, coordinator, decide(""), "Die Reihung steht noch nicht fest: 2 Vorschläge sind noch offen. Schließen Sie zuerst"},
		"rationale_missing":      {counted, roundtest.Olga, coordinator, &workflow.TakeDecision{Proposal: "a"}, "Begründung"},
		"deviation_missing":      {counted, roundtest.Olga, coordinator, decide(policy.Deferred), "„ausgewählt“"},
		"option_unknown":         {counted, roundtest.Olga, coordinator, decide("perhaps"), "Ergebnis"},
		"ballot_reason_missing":  {few, roundtest.Olga, coordinator, &workflow.Move{Transition: workflow.KindBallotOpened, Proposal: "a"}, "weitere Abstimmung"},
		"limit_reached":          {limited, roundtest.Olga, coordinator, &workflow.TakeDecision{Proposal: "d", Outcome: policy.Selected, Rationale: "r", Deviation: "d"}, "höchstens 1"},
		"not_imported":           {counted, roundtest.Otto, operator, imported, "eingelesenen"},
		"wrong_state decided":    {operated, roundtest.Olga, coordinator, decide(""), "entschieden"},
		"no_doubt":               {decided, roundtest.Olga, coordinator, &workflow.ConfirmDecision{Proposal: "a", Reason: "r"}, "niemand ausgeschlossen"},
		"not_confirmable":        {ben, roundtest.Olga, coordinator, &workflow.ConfirmDecision{Proposal: "a", Reason: "r"}, "nun „nicht ausgewählt“"},
		"reason_missing doubt":   {doubted, roundtest.Olga, coordinator, &workflow.ConfirmDecision{Proposal: "d"}, "Begründung nötig"},
		"decision_in_doubt":      {doubted, roundtest.Olga, coordinator, move(workflow.KindDecisionReleased, "d"), "Bestätigen Sie die Entscheidung"},
		"decisions_in_doubt":     {doubted, roundtest.Olga, coordinator, move(workflow.KindRoundConcluded, ""), "26-004"},
		"not_published":          {decided, roundtest.Olga, coordinator, move(workflow.KindSummaryUnpublished, "a"), "nicht veröffentlicht"},
		"already_published":      {published, roundtest.Olga, coordinator, move(workflow.KindSummaryPublished, "a"), "schon veröffentlicht"},
		"not_selected":           {rejected, roundtest.Olga, coordinator, move(workflow.KindSummaryUnpublished, "b"), "ausgewählt"},
		"request_missing":        {decided, roundtest.Paul, coordinator, move(workflow.KindDecisionReconsidered, "a"), "beantragt"},
		"already_requested":      {asked, roundtest.Paul, coordinator, move(workflow.KindReconsiderationRequested, "a"), "schon beantragt"},
		"second_person":          {olga, roundtest.Olga, coordinator, move(workflow.KindDecisionReconsidered, "a"), "zweite Person"},
		"unpublish_first":        {published, roundtest.Paul, coordinator, move(workflow.KindDecisionReconsidered, "a"), "zuerst zurück"},
		"proposals_open":         {decided, roundtest.Olga, coordinator, move(workflow.KindRoundConcluded, ""), "26-002, 26-004"},
		"not_released":           {decided, roundtest.Olga, coordinator, move(workflow.KindSummaryPublished, "a"), "noch nicht freigegeben"},
		"already_released":       {released, roundtest.Olga, coordinator, move(workflow.KindDecisionReleased, "a"), "schon freigegeben"},
		"decisions_unreleased":   {kept, roundtest.Olga, coordinator, move(workflow.KindRoundConcluded, ""), "26-002, 26-004. Geben Sie sie zuerst frei"},
		"reconsideration_only":   {b.phase(t, workflow.Concluded), roundtest.Olga, coordinator, move(workflow.KindBallotOpened, "b"), "erneut beraten"},
	}
}

// limitedTo is a round that may select one proposal, and has, with another one about to be decided.
func limitedTo(t *testing.T) *workflow.Round {
	t.Helper()
	b := readStory(t, "thresholds:\n  assumption: true", "selected:\n  at_most: 1\nthresholds:\n  assumption: true")
	return b.proposal(t, "d", func(p *workflow.Proposal) bool { return p.Ballot != nil && !p.Ballot.Open })
}

// keptTo is a round in which everything is decided and two decisions are not released.
func keptTo(t *testing.T) *workflow.Round {
	t.Helper()
	return story().proposal(t, "d", func(p *workflow.Proposal) bool { return p.State == workflow.Decided })
}

// forgedRefusals are what only a forged entry can ask for.
func forgedRefusals(t *testing.T) map[string]*workflow.Refusal {
	b := story()
	counted := b.proposal(t, "a", func(p *workflow.Proposal) bool { return p.Ballot != nil && !p.Ballot.Open })
	rec, _, ref := counted.Decide(order(counted, roundtest.Olga, coordinator, &workflow.TakeDecision{Proposal: "a", Rationale: "r"}))
	if ref != nil {
		t.Fatal(ref)
	}
	decision := *rec.Event.(*workflow.DecisionTaken)
	decision.Findings = decision.Findings[1:]
	open := b.proposal(t, "a", func(p *workflow.Proposal) bool { return p.Sheet(0) != nil })
	rec, _, ref = open.Decide(order(open, roundtest.Cem, member, roundtest.Cast(b.policy, "a", 1, 0, 2, 2, 2, 2)))
	if ref != nil {
		t.Fatal(ref)
	}
	sheet, turned := *rec.Event.(*workflow.ScoresCast), *rec.Event.(*workflow.ScoresCast)
	sheet.Rubric = "sha256:0"
	turned.Scores = append(turned.Scores[1:4:4], turned.Scores[0])
	return map[string]*workflow.Refusal{
		"decision_differs": counted.Permit(forged(counted, roundtest.Olga, "a", &decision)),
		"rubric_differs":   open.Permit(forged(open, roundtest.Cem, "a", &sheet)),
		"inconsistent":     open.Permit(forged(open, roundtest.Cem, "a", &turned)),
	}
}
