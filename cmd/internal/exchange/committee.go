package exchange

import (
	"slices"
	"strconv"
	"strings"

	"gremium/workflow"
)

// member is a reviewer in a round, or in every round where round is empty.
type member struct{ round, reviewer string }

type memberForm struct{ body, name string }

func (r *reader) readOrganisations() error {
	seen := map[string]bool{}
	return optional(r.table(organisationsFile, []string{"organisation_id", "name"}, func(l *line) {
		o := Organisation{
			ID: l.get("organisation_id"), Name: l.get("name"), Kind: l.get("kind"), Land: l.get("land"),
			Carrier: l.get("carrier"), Parent: l.get("parent"),
		}
		switch {
		case RoundID(o.ID) != o.ID || o.ID == "":
			r.problems.add(organisationsFile, l.number, "„%s“ ist keine Kennung: erlaubt sind a–z, 0–9, „-“, „_“ und „.“.", "“%s” is no id: allowed are a–z, 0–9, “-”, “_” and “.”.", o.ID)
		case seen[o.ID]:
			r.problems.add(organisationsFile, l.number, "Die Organisation „%s“ steht schon weiter oben.", "The organisation “%s” stands above already.", o.ID)
		case o.Name == "":
			r.problems.add(organisationsFile, l.number, "Der Name der Organisation „%s“ fehlt.", "The name of the organisation “%s” is missing.", o.ID)
		case o.Land != "" && !slices.Contains(workflow.Laender(), o.Land):
			r.problems.add(organisationsFile, l.number, "Das Land „%s“ gibt es nicht. Erwartet wird ein Kürzel wie BE, oder DE für bundesweit.", "There is no Land “%s”. Expected is a code like BE, or DE for nationwide.", o.Land)
		}
		for _, id := range []string{o.Carrier, o.Parent} {
			if id != "" && !seen[id] {
				r.problems.add(organisationsFile, l.number, "Die Organisation „%s“, auf die verwiesen wird, steht nicht weiter oben.", "The organisation “%s” that is referred to does not stand above.", id)
			}
		}
		seen[o.ID] = true
		r.data.Organisations = append(r.data.Organisations, o)
	}))
}

func (r *reader) readMembers() error {
	err := r.table(membersFile, []string{"reviewer_id", "body"}, func(l *line) {
		m, form := member{l.get("round"), l.get("reviewer_id")}, memberForm{l.get("body"), l.get("name")}
		if m.round != "" {
			round := r.rounds[m.round]
			if round == nil {
				r.unknownRound(membersFile, l)
				return
			}
			m.round = round.ID
		}
		_, twice := r.members[m]
		switch {
		case m.reviewer == "" || form.body == "":
			r.problems.add(membersFile, l.number, "reviewer_id oder body fehlt.", "reviewer_id or body is missing.")
			return
		case twice:
			r.problems.add(membersFile, l.number, "Die Person „%s“ steht schon weiter oben.", "The person “%s” stands above already.", m.reviewer)
			return
		}
		r.members[m] = form
		if !slices.Contains(r.bodies, form.body) {
			r.bodies = append(r.bodies, form.body)
		}
	})
	r.listed = err == nil
	return optional(err)
}

func (r *reader) readSeats() error {
	return optional(r.table(seatsFile, []string{"round", "seat", "body"}, func(l *line) {
		round := r.rounds[l.get("round")]
		if round == nil {
			r.unknownRound(seatsFile, l)
			return
		}
		s := Seat{ID: l.get("seat"), Body: l.get("body"), Organisation: l.get("organisation"), Label: l.get("label"), Weight: 1}
		s.Advisory, s.Chair = r.yes(l, "advisory"), r.yes(l, "chair")
		if w := l.get("weight"); w != "" {
			n, err := strconv.Atoi(w)
			if err != nil || n < 1 || n > 1000 {
				r.problems.add(seatsFile, l.number, "Das Gewicht „%s“ ist keine ganze Zahl von 1 bis 1000.", "The weight “%s” is no whole number from 1 to 1000.", w)
			}
			s.Weight = n
		}
		r.addSeat(round, &s, l)
	}))
}

// addSeat takes a seat, and its holder where the line names one.
func (r *reader) addSeat(round *Round, s *Seat, l *line) {
	known := func(o Organisation) bool { return o.ID == s.Organisation }
	switch {
	case RoundID(s.ID) != s.ID || s.ID == "":
		r.problems.add(seatsFile, l.number, "„%s“ ist keine Kennung: erlaubt sind a–z, 0–9, „-“, „_“ und „.“.", "“%s” is no id: allowed are a–z, 0–9, “-”, “_” and “.”.", s.ID)
	case round.seatIDs[s.ID]:
		r.problems.add(seatsFile, l.number, "Den Sitz „%s“ gibt es in der Runde „%s“ zweimal.", "The seat “%s” is given twice in the round “%s”.", s.ID, round.Ref)
	case s.Body == "":
		r.problems.add(seatsFile, l.number, "Die Gruppe (body) des Sitzes „%s“ fehlt.", "The body of the seat “%s” is missing.", s.ID)
	case s.Organisation != "" && !slices.ContainsFunc(r.data.Organisations, known):
		r.problems.add(seatsFile, l.number, "Die Organisation „%s“ steht nicht in %s.", "The organisation “%s” is not in %s.", s.Organisation, organisationsFile)
	}
	round.Seats, round.seatIDs[s.ID] = append(round.Seats, *s), true
	if !slices.Contains(round.bodies, s.Body) {
		round.bodies = append(round.bodies, s.Body)
	}
	holder := l.get("reviewer_id")
	if holder == "" {
		return
	}
	if _, twice := round.byReviewer[holder]; twice {
		r.problems.add(seatsFile, l.number, "Die Person „%s“ hat in der Runde „%s“ schon einen Sitz.", "The person “%s” has a seat in the round “%s” already.", holder, round.Ref)
		return
	}
	name, form := l.get("name"), r.memberOf(round, holder)
	if name == "" && form != nil {
		name = form.name
	}
	round.addReviewer(holder, name, s.ID)
}

func (r *reader) yes(l *line, column string) bool {
	switch v := l.get(column); v {
	case "", "0", "no", "false", "nein":
		return false
	case "1", "yes", "true", "ja":
		return true
	default:
		r.problems.add(seatsFile, l.number, "%s ist „%s“; erlaubt sind yes und no.", "%s is “%s”; allowed are yes and no.", column, v)
		return false
	}
}

// memberOf finds a reviewer in members.csv, in the round first.
func (r *reader) memberOf(round *Round, reviewer string) *memberForm {
	for _, m := range []member{{round.ID, reviewer}, {"", reviewer}} {
		if form, ok := r.members[m]; ok {
			r.used[m] = true
			return &form
		}
	}
	return nil
}

func (r *Round) addReviewer(ref, name, seat string) int {
	ref = strings.Clone(ref) // the line it stands in is let go
	if name == "" {
		name = ref
	}
	i := len(r.Reviewers)
	r.byReviewer[ref] = i
	r.Reviewers = append(r.Reviewers, Reviewer{Ref: ref, Name: name, Seat: seat})
	return i
}

// reviewer finds who reviews, or gives them a seat in their body; false where members.csv does not know them.
func (r *reader) reviewer(round *Round, ref string) (int, bool) {
	if i, ok := round.byReviewer[ref]; ok {
		return i, true
	}
	s, name := Seat{Weight: 1, Label: strings.Clone(ref)}, ""
	if form := r.memberOf(round, ref); form != nil {
		s.Body, name = form.body, form.name
	} else if r.listed {
		return 0, false
	} else if round.Policy != nil {
		s.Body = round.Policy.Bodies[0].ID
	}
	s.ID = round.freeSeat()
	round.Seats = append(round.Seats, s)
	return round.addReviewer(ref, name, s.ID), true
}

// freeSeat is an id for one more seat that seats.csv has not given.
func (r *Round) freeSeat() string {
	id := "seat-" + strconv.Itoa(len(r.Seats)+1)
	for r.seatIDs[id] {
		id += "-"
	}
	return id
}

func (r *reader) unknownRound(file string, l *line) {
	r.problems.add(file, l.number, "Die Runde „%s“ steht nicht in %s.", "The round “%s” is not in %s.", l.get("round"), roundsFile)
}
