package policy

func (s speaker) ballot() (rule, figures string) {
	switch s.f.Rule {
	case RuleBallot:
		return Text{"Es wurde noch nicht abgestimmt", "No ballot has been held yet"}.In(s.lang),
			Text{"eine Abstimmung ist nötig", "a ballot is needed"}.In(s.lang)
	case RuleMajority:
		return s.either("Die nötige Mehrheit hat mit Ja gestimmt", "The majority needed voted yes",
				"Die nötige Mehrheit kam nicht zustande", "The majority needed was not reached"),
			s.with(s.p.Majority.Basis, s.votes())
	case RuleTie:
		return s.tie()
	case RuleSecret:
		return s.either("Geheim abgestimmt; jede Stimme der Auszählung zählt", "Voted in secret; every vote in the tally counts",
				"Geheim abgestimmt; eine Stimme, die nicht zählt, lässt sich nicht mehr herausnehmen", "Voted in secret; a vote that does not count cannot be taken out any more"),
			s.say("%s Stimmen, davon %s ohne Stimmrecht", "%s votes, %s of them without a right to vote", s.n("voters"), s.n("not_counted"))
	}
	counted := Text{"Enthaltungen zählen nicht", "abstentions do not count"}
	if s.p.Majority.Abstentions == AbstentionsAsNo {
		counted = Text{"Enthaltungen zählen als Nein", "abstentions count as no"}
	}
	return s.votes(), s.say("%s: %s von %s, nötig %s", "%s: %s of %s, needed %s",
		counted.In(s.lang), s.n("yes"), s.n("base"), s.n("needed"))
}

func (s speaker) votes() string {
	return s.say("%s Ja, %s Nein, ", "%s yes, %s no, ", s.n("yes"), s.n("no")) +
		s.many("abstain", "Enthaltung", "Enthaltungen", "abstention", "abstentions")
}

func (s speaker) tie() (rule, figures string) {
	tie := Text{"Stimmengleichheit", "Tie"}.In(s.lang)
	switch s.f.Figure("tie") {
	case TieRejects:
		return tie, Text{"sie gilt als Ablehnung", "it counts as a rejection"}.In(s.lang)
	case TieChair:
		switch Choice(s.f.Figure("chair")) {
		case Yes:
			return tie, Text{"der Vorsitz hat mit Ja den Ausschlag gegeben", "the chair decided it with yes"}.In(s.lang)
		case No:
			return tie, Text{"der Vorsitz hat mit Nein den Ausschlag gegeben", "the chair decided it with no"}.In(s.lang)
		case Sealed:
			return tie, Text{
				"geheim abgestimmt, der Vorsitz gibt keinen Ausschlag: Ablehnung",
				"voted in secret, so that the chair decides nothing: a rejection",
			}.In(s.lang)
		case Abstain:
		}
		return tie, Text{
			"der Vorsitz hat weder mit Ja noch mit Nein gestimmt: Ablehnung",
			"the chair voted neither yes nor no: a rejection",
		}.In(s.lang)
	}
	return Text{"Keine Stimmengleichheit", "No tie"}.In(s.lang), ""
}

func (s speaker) body() (rule, figures string) {
	body := s.p.bodyLabel(s.f.Figure("body"), s.lang)
	switch {
	case s.f.Holds == HoldsInfo:
		return s.nobody(body), s.votes()
	case s.f.Rule == RuleConsent:
		return s.either(body+": hat zugestimmt", body+": has consented",
			body+": hat nicht zugestimmt", body+": has not consented"), s.votes()
	}
	return s.either(body+": Mehrheit mit Ja", body+": majority for yes",
		body+": keine Mehrheit mit Ja", body+": no majority for yes"), s.votes()
}
