package exchange

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"gremium/policy"
)

// roundForm is a round as rounds.json gives it.
type roundForm struct {
	line        int
	spoilt      bool // something in it was complained about, so no policy is made of it
	criteria    []policy.ImportCriterion
	aggregation policy.Aggregation
}

// roundJSON is the form of a round in rounds.json.
type roundJSON struct {
	ID          string          `json:"id"`
	Label       string          `json:"label"`
	Criteria    []criterionJSON `json:"criteria"`
	Aggregation json.RawMessage `json:"aggregation,omitempty"`
}

type criterionJSON struct {
	ID     string        `json:"id"`
	Label  string        `json:"label"`
	Min    json.Number   `json:"scale_min,omitempty"`
	Max    json.Number   `json:"scale_max,omitempty"`
	Step   json.Number   `json:"step,omitempty"`
	Values []json.Number `json:"values,omitempty"`
	Better string        `json:"better,omitempty"`
}

type aggregationJSON struct {
	Method string `json:"method"`
	Trim   int    `json:"trim,omitempty"`
	Over   string `json:"over,omitempty"`
}

func (r *reader) readRounds() error {
	text, err := fs.ReadFile(r.fsys, roundsFile)
	if errors.Is(err, fs.ErrNotExist) {
		r.problems.add(roundsFile, 0, "Die Datei fehlt. Sie nennt die Runden mit ihren Kriterien.", "The file is missing. It names the rounds with their criteria.")
		return nil
	}
	if err != nil {
		return fmt.Errorf("read %s: %w", roundsFile, err)
	}
	r.data.Digests[roundsFile] = digest(text)
	text = bytes.TrimPrefix(text, []byte(byteOrderMark))
	if line, err := r.decodeRounds(text); err != nil {
		r.problems.add(roundsFile, line, "Das ist nicht lesbar: %v. Erwartet wird eine Liste von Runden in JSON.", "This cannot be read: %v. Expected is a list of rounds in JSON.", err)
	} else if len(r.data.Rounds) == 0 && len(r.problems) == 0 {
		r.problems.add(roundsFile, 0, "Die Datei nennt keine Runde.", "The file names no round.")
	}
	return nil
}

// decodeRounds reads the array round by round, so that it knows the line of each.
func (r *reader) decodeRounds(text []byte) (line int, err error) {
	dec := json.NewDecoder(bytes.NewReader(text))
	at := func() int { return 1 + bytes.Count(text[:dec.InputOffset()], []byte("\n")) }
	if open, err := dec.Token(); err != nil || open != json.Delim('[') {
		return at(), errors.Join(err, errors.New("no list"))
	}
	for dec.More() {
		line := at()
		if i := bytes.IndexByte(text[dec.InputOffset():], '{'); i >= 0 {
			line += bytes.Count(text[dec.InputOffset():][:i], []byte("\n"))
		}
		var form roundJSON
		if err := dec.Decode(&form); err != nil {
			return line, err
		}
		r.addRound(&form, line)
	}
	if _, err := dec.Token(); err != nil {
		return at(), err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return at(), errors.New("something follows the list")
	}
	return 0, nil
}

func (r *reader) addRound(form *roundJSON, line int) {
	id := RoundID(form.ID)
	switch {
	case id == "":
		r.problems.add(roundsFile, line, "Eine Runde hat keine Kennung („id“), aus der sich eine machen lässt: „%s“.", "A round has no id (\"id\") from which one can be made: “%s”.", form.ID)
		return
	case r.rounds[form.ID] != nil || r.rounds[id] != nil:
		r.problems.add(roundsFile, line, "Die Kennung „%s“ gibt es zweimal (als „%s“).", "The id “%s” is given twice (as “%s”).", form.ID, id)
		return
	case len(form.Criteria) == 0:
		r.problems.add(roundsFile, line, "Runde „%s“ hat keine Kriterien.", "Round “%s” has no criteria.", form.ID)
	}
	round := &Round{
		ID: id, Ref: form.ID, Label: strings.TrimSpace(form.Label), form: &roundForm{line: line, spoilt: len(form.Criteria) == 0},
		criteria: map[string]int{}, byProposal: map[string]int{}, byReviewer: map[string]int{},
		seatIDs: map[string]bool{},
	}
	if round.Label == "" {
		round.Label = form.ID
	}
	for i := range form.Criteria {
		r.addCriterion(round, &form.Criteria[i])
	}
	r.aggregation(round, form.Aggregation)
	r.data.Rounds = append(r.data.Rounds, round)
	r.rounds[round.Ref], r.rounds[round.ID] = round, round
}

func (r *reader) addCriterion(round *Round, form *criterionJSON) {
	c := policy.ImportCriterion{ID: form.ID, Label: form.Label, Better: form.Better}
	number := func(name string, n json.Number) policy.Decimal {
		d, err := parseNumber(n.String())
		if err != nil {
			round.form.spoilt = true
			r.problems.add(roundsFile, round.form.line, "Runde „%s“, Kriterium „%s“: %s ist „%s“, erwartet wird eine Zahl wie 0.25.", "Round “%s”, criterion “%s”: %s is “%s”, expected is a number like 0.25.", round.Ref, form.ID, name, n.String())
		}
		return d
	}
	if _, twice := round.criteria[form.ID]; twice {
		round.form.spoilt = true
		r.problems.add(roundsFile, round.form.line, "Runde „%s“: Das Kriterium „%s“ gibt es zweimal.", "Round “%s”: the criterion “%s” is given twice.", round.Ref, form.ID)
		return
	}
	for _, v := range form.Values {
		c.Values = append(c.Values, number("values", v))
	}
	if len(form.Values) == 0 {
		c.Min, c.Max, c.Step = number("scale_min", form.Min), number("scale_max", form.Max), number("step", form.Step)
	}
	round.criteria[form.ID] = len(round.form.criteria)
	round.form.criteria = append(round.form.criteria, c)
}

// aggregation reads the name of a method or an object.
func (r *reader) aggregation(round *Round, raw json.RawMessage) {
	if len(raw) == 0 || string(raw) == "null" {
		return
	}
	var form aggregationJSON
	if json.Unmarshal(raw, &form.Method) != nil {
		form = aggregationJSON{}
		if err := json.Unmarshal(raw, &form); err != nil {
			r.problems.add(roundsFile, round.form.line, "Runde „%s“: „aggregation“ ist nicht lesbar. Erlaubt sind mean, median, trimmed.", "Round “%s”: \"aggregation\" cannot be read. Allowed are mean, median, trimmed.", round.Ref)
			return
		}
	}
	if form.Method == policy.Trimmed && form.Trim == 0 {
		form.Trim = 1
	}
	round.form.aggregation = policy.Aggregation{Method: form.Method, Trim: form.Trim, Over: form.Over}
}

// RoundID is the id that a round of the source gets: its own where it has only small letters, digits, "-", "_" and "." and
// begins with a letter or digit; otherwise capitals become small and every run of other characters one "-". At most 57
// characters are kept. Empty where nothing is left.
func RoundID(ref string) string {
	var b strings.Builder
	for _, c := range []byte(strings.ToLower(strings.TrimSpace(ref))) {
		letter := c >= 'a' && c <= 'z' || c >= '0' && c <= '9'
		switch {
		case letter, b.Len() > 0 && (c == '_' || c == '.' || c == '-'):
			b.WriteByte(c)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() == longestID {
			break
		}
	}
	return strings.TrimRight(b.String(), "-")
}

// longestID leaves room for "import-" before it in the id of the round's policy.
const longestID = 57
