package exchange

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/view"
)

// Source is a round to be written, as somebody may see it, with the texts that go with it.
type Source struct {
	Round         *view.Round
	Title         string
	Titles        map[string]string       // by proposal id
	Names         map[string]string       // by pseudonym
	Refs          map[string]string       // ids in the source that the round came from, by pseudonym
	Organisations []workflow.Organisation // those registered
	Called        map[string]string       // names of organisations by id
}

// Write writes the round in the layout that Read reads. create makes the files; each is closed, and what closing says
// counts.
func Write(s *Source, create func(name string) (io.WriteCloser, error)) error {
	if err := s.file(create, roundsFile, s.rounds); err != nil {
		return err
	}
	tables := []struct {
		file string
		head []string
		rows func(row func(...string))
	}{
		{proposalsFile, []string{"round", "proposal_id", "title", "decision"}, s.proposals},
		{reviewsFile, []string{"round", "proposal_id", "reviewer_id", "criterion", "score", "scale_min", "scale_max"}, s.reviews},
		{membersFile, []string{"reviewer_id", "body"}, s.members},
		{organisationsFile, []string{"organisation_id", "name", "kind", "land", "carrier", "parent"}, s.organisations},
		{seatsFile, []string{"round", "seat", "body", "group", "organisation", "weight", "advisory", "chair", "reviewer_id", "name"}, s.seats},
	}
	for _, t := range tables {
		err := s.file(create, t.file, func(w io.Writer) error {
			c := csv.NewWriter(w)
			row := func(cells ...string) { _ = c.Write(cells) } // the writer keeps its error until Flush
			row(t.head...)
			t.rows(row)
			c.Flush()
			return c.Error()
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *Source) file(create func(name string) (io.WriteCloser, error), name string, fill func(io.Writer) error) error {
	f, err := create(name)
	if err != nil {
		return fmt.Errorf("create %s: %w", name, err)
	}
	if err := fill(f); err != nil {
		_ = f.Close()
		return fmt.Errorf("write %s: %w", name, err)
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

func (s *Source) rounds(w io.Writer) error {
	p := s.Round.Policy
	form := roundJSON{ID: s.Round.ID, Label: s.Title}
	for i := range p.Criteria {
		c := &p.Criteria[i]
		low, high := ends(c)
		cj := criterionJSON{
			ID: c.ID, Label: c.Label.DE, Min: json.Number(low.String()), Max: json.Number(high.String()), Better: c.Better,
		}
		if c.Steps != nil {
			cj.Step = json.Number(c.Steps.Step.String())
		} else {
			for _, v := range c.Values {
				cj.Values = append(cj.Values, json.Number(v.String()))
			}
		}
		form.Criteria = append(form.Criteria, cj)
	}
	var err error
	a := p.Aggregation
	if form.Aggregation, err = json.Marshal(aggregationJSON{Method: a.Method, Trim: a.Trim, Over: a.Over}); err != nil {
		return err
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode([]roundJSON{form})
}

// ends are the lowest and the highest value.
func ends(c *policy.Criterion) (low, high policy.Decimal) {
	if low, high = c.Range(); low.Cmp(high) > 0 {
		return high, low
	}
	return low, high
}

// ref is what a proposal is called outside: its id in the source it came from, or its number.
func ref(p *view.Proposal) string {
	if p.Ref != "" {
		return p.Ref
	}
	return p.Number
}

// reviewer is what a member is called outside: the id in the source, or the pseudonym.
func (s *Source) reviewer(m *view.Member) string { return s.outside(m.Pseudonym) }

func (s *Source) outside(pseudonym string) string {
	if r := s.Refs[pseudonym]; r != "" {
		return r
	}
	return pseudonym
}

func (s *Source) proposals(row func(...string)) {
	for _, p := range s.Round.Proposals {
		decision := ""
		if p.Decision != nil {
			decision = p.Decision.Outcome
		}
		row(s.Round.ID, ref(p), s.Titles[p.ID], decision)
	}
}

func (s *Source) reviews(row func(...string)) {
	for _, p := range s.Round.Proposals {
		sheets := p.Sheets.Get()
		for i := range sheets {
			sheet := &sheets[i]
			for k, v := range sheet.Values {
				c := &s.Round.Policy.Criteria[k]
				low, high := ends(c)
				score := ""
				if !v.NotAssessable {
					score = v.Decimal.String()
				}
				row(s.Round.ID, ref(p), s.outside(sheet.By), c.ID, score, low.String(), high.String())
			}
		}
	}
}

func (s *Source) members(row func(...string)) {
	body := map[string]string{} // of those who are named
	name := func(pseudonym, of string) {
		if _, named := body[pseudonym]; !named {
			body[pseudonym] = of
			row(s.outside(pseudonym), of)
		}
	}
	for i := range s.Round.Members {
		name(s.Round.Members[i].Pseudonym, s.Round.Members[i].Body)
	}
	for _, p := range s.Round.Proposals { // deputies who have scored, and holders who have left
		sheets := p.Sheets.Get()
		for i := range sheets {
			name(sheets[i].By, s.Round.Members[sheets[i].Member].Body)
		}
	}
}

func (s *Source) organisations(row func(...string)) {
	for i := range s.Organisations {
		o := &s.Organisations[i]
		row(o.ID, s.Called[o.ID], o.Kind, o.Land, o.Carrier, o.Parent)
	}
}

func (s *Source) seats(row func(...string)) {
	state := s.Round.State()
	if state == nil {
		return
	}
	holders := map[string]*view.Member{}
	for i := range s.Round.Members {
		holders[s.Round.Members[i].Seat] = &s.Round.Members[i]
	}
	for i := range state.Seats {
		seat, who, name := &state.Seats[i], "", ""
		if m := holders[seat.ID]; m != nil {
			who, name = s.reviewer(m), s.Names[m.Pseudonym]
		}
		row(s.Round.ID, seat.ID, seat.Body, seat.Group, seat.Organisation, strconv.Itoa(seat.Weight),
			yesNo(seat.Advisory), yesNo(seat.Chair), who, name)
	}
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
