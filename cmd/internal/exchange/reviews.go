package exchange

import (
	"errors"
	"io/fs"
	"strings"

	"gremium/policy"
)

func (r *reader) readProposals() error {
	err := r.table(proposalsFile, []string{"round", "proposal_id", "title", "decision"}, func(l *line) {
		round := r.rounds[l.get("round")]
		if round == nil {
			r.unknownRound(proposalsFile, l)
			return
		}
		p := Proposal{Ref: l.get("proposal_id"), Title: l.get("title"), Decision: l.get("decision")}
		_, twice := round.byProposal[p.Ref]
		switch {
		case p.Ref == "":
			r.problems.add(proposalsFile, l.number, "proposal_id fehlt.", "proposal_id is missing.")
		case twice:
			r.problems.add(proposalsFile, l.number, "Den Vorschlag „%s“ gibt es in der Runde „%s“ zweimal.", "The proposal “%s” is given twice in the round “%s”.", p.Ref, round.Ref)
		case p.Title == "":
			r.problems.add(proposalsFile, l.number, "Der Titel des Vorschlags „%s“ fehlt.", "The title of the proposal “%s” is missing.", p.Ref)
		}
		p.Ref, p.Title, p.Decision = strings.Clone(p.Ref), strings.Clone(p.Title), strings.Clone(p.Decision)
		round.byProposal[p.Ref] = len(round.Proposals)
		round.Proposals = append(round.Proposals, p)
	})
	return r.needed(proposalsFile, err, "Sie nennt die Vorschläge.", "It names the proposals.")
}

// needed says that a file is missing.
func (r *reader) needed(file string, err error, de, en string) error {
	if errors.Is(err, fs.ErrNotExist) {
		r.problems.add(file, 0, "Die Datei fehlt. %[1]s", "The file is missing. %[2]s", de, en)
		return nil
	}
	return err
}

func (r *reader) readReviews() error {
	err := r.table(reviewsFile, []string{"round", "proposal_id", "reviewer_id", "criterion", "score", "scale_min", "scale_max"}, r.review)
	return r.needed(reviewsFile, err, "Sie nennt die Bewertungen.", "It names the scores.")
}

// review takes one score.
func (r *reader) review(l *line) {
	round := r.rounds[l.get("round")]
	if round == nil {
		r.unknownRound(reviewsFile, l)
		return
	}
	at, ok := round.byProposal[l.get("proposal_id")]
	if !ok {
		r.problems.add(reviewsFile, l.number, "Der Vorschlag „%s“ der Runde „%s“ steht nicht in %s.", "The proposal “%s” of the round “%s” is not in %s.", l.get("proposal_id"), round.Ref, proposalsFile)
		return
	}
	k, ok := round.criteria[l.get("criterion")]
	if !ok {
		r.problems.add(reviewsFile, l.number, "Das Kriterium „%s“ gehört nicht zur Runde „%s“.", "The criterion “%s” does not belong to the round “%s”.", l.get("criterion"), round.Ref)
		return
	}
	who := l.get("reviewer_id")
	if who == "" {
		r.problems.add(reviewsFile, l.number, "reviewer_id fehlt.", "reviewer_id is missing.")
		return
	}
	i, ok := r.reviewer(round, who)
	if !ok {
		r.problems.add(reviewsFile, l.number, "Die Person „%s“ steht nicht in %s.", "The person “%s” is not in %s.", who, membersFile)
		return
	}
	sheet := round.Proposals[at].sheet(i, len(round.form.criteria))
	if sheet.given[k] {
		r.problems.add(reviewsFile, l.number, "„%s“ hat „%s“ bei diesem Vorschlag schon weiter oben bewertet.", "“%s” has scored “%s” on this proposal above already.", who, l.get("criterion"))
		return
	}
	sheet.given[k] = true
	sheet.Values[k] = r.score(round, k, l)
}

// score reads a score and holds it against the scale; both ends of the scale may be left empty.
func (r *reader) score(round *Round, k int, l *line) policy.Value {
	v, ok := r.number(l)
	if !ok || round.Policy == nil { // without a policy its criteria have been complained about
		return v
	}
	c := &round.form.criteria[k]
	low, high := round.Policy.Criteria[k].Range()
	if low.Cmp(high) > 0 {
		low, high = high, low
	}
	r.end(l, "scale_min", low, c.ID)
	r.end(l, "scale_max", high, c.ID)
	if !v.NotAssessable && !round.Policy.Criteria[k].Allows(v.Decimal) {
		r.problems.add(reviewsFile, l.number, "„%s“ lässt %s nicht zu: Die Skala geht von %s bis %s und hat diesen Wert nicht.", "“%s” does not allow %s: the scale goes from %s to %s and does not have this value.", c.ID, v.Decimal, low, high)
	}
	return v
}

// number reads the score of a line; an empty one is not assessable.
func (r *reader) number(l *line) (policy.Value, bool) {
	text := l.get("score")
	if text == "" {
		return policy.Value{NotAssessable: true}, true
	}
	d, err := parseNumber(text)
	if err != nil {
		r.problems.add(reviewsFile, l.number, "„%s“ ist keine Zahl. Erwartet wird eine wie 7.25, mit Punkt.", "“%s” is no number. Expected is one like 7.25, with a point.", text)
	}
	return policy.Value{Decimal: d}, err == nil
}

// end holds an end of the scale against the one of rounds.json.
func (r *reader) end(l *line, column string, want policy.Decimal, criterion string) {
	text := l.get(column)
	if text == "" {
		return
	}
	if d, err := parseNumber(text); err != nil || d != want {
		r.problems.add(reviewsFile, l.number, "%s ist „%s“, nach %s ist es %s für „%s“.", "%s is “%s”, by %s it is %s for “%s”.", column, text, roundsFile, want, criterion)
	}
}

// sheet finds the review of a reviewer or begins it.
func (p *Proposal) sheet(reviewer, criteria int) *Sheet {
	for i := range p.Sheets {
		if p.Sheets[i].Reviewer == reviewer {
			return &p.Sheets[i]
		}
	}
	p.Sheets = append(p.Sheets, Sheet{Reviewer: reviewer, Values: make([]policy.Value, criteria), given: make([]bool, criteria)})
	return &p.Sheets[len(p.Sheets)-1]
}
