package exchange_test

import (
	"errors"
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"gremium/cmd/internal/exchange"
	"gremium/policy"
	"gremium/workflow"
)

const rounds = `[
  {"id": "Frühjahr 2026", "label": "Frühjahr", "criteria": [
    {"id": "Nutzen/Wert", "label": "Nutzen", "scale_min": 0.0, "scale_max": 10.00, "step": 0.25, "better": "higher"},
    {"id": "risk", "label": "Risiko", "values": [1, 2, 4, 8], "better": "lower"}
  ], "aggregation": "trimmed", "year": 2026}
]`

// files is a folder without a mistake, with some replaced or added.
func files(changed map[string]string) fstest.MapFS {
	all := map[string]string{
		"rounds.json":   rounds,
		"proposals.csv": "\ufeffround,proposal_id,title,decision\nFrühjahr 2026,p1,Erster,accept\nFrühjahr 2026,p2,\"Zweiter, lang\",\n",
		"reviews.csv": "proposal_id,round,reviewer_id,criterion,score,scale_min,scale_max\n" +
			"p1,Frühjahr 2026,anna,Nutzen/Wert,07.50,0,10.0\np1,Frühjahr 2026,anna,risk,4,1,8\n" +
			"p1,Frühjahr 2026,ben,Nutzen/Wert,,,\np2,Frühjahr 2026,anna,Nutzen/Wert,10,0,10\n",
	}
	maps.Copy(all, changed)
	out := fstest.MapFS{}
	for name, text := range all {
		if text != "" {
			out[name] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	return out
}

func TestRead(t *testing.T) {
	t.Parallel()
	d, err := exchange.Read(files(nil))
	if err != nil {
		t.Fatal(err)
	}
	want := exchange.Counts{Rounds: 1, Proposals: 2, Reviewers: 2, Reviews: 3, Scores: 3, Decisions: 1}
	if d.Counts() != want || d.Unassessed != 2 {
		t.Errorf("%+v and %d unassessed, want %+v and 2", d.Counts(), d.Unassessed, want)
	}
	r := d.Rounds[0]
	if r.ID != "fr-hjahr-2026" || r.Ref != "Frühjahr 2026" || r.Policy.Aggregation.Method != policy.Trimmed || r.Policy.Aggregation.Trim != 1 {
		t.Errorf("round %+v, aggregation %+v", r, r.Policy.Aggregation)
	}
	if p := r.Proposals[1]; p.Title != "Zweiter, lang" || p.Decision != "" || r.Proposals[0].Decision != "accept" {
		t.Errorf("proposals %+v", r.Proposals)
	}
	values := r.Proposals[0].Sheets[0].Values
	if values[0].Decimal.String() != "7.5" || values[1].Decimal.String() != "4" {
		t.Errorf("values %v", values)
	}
	if v := r.Proposals[0].Sheets[1].Values[0]; !v.NotAssessable {
		t.Errorf("an empty score is %v", v)
	}
	if !strings.HasPrefix(d.Digests["proposals.csv"], "sha256:") || len(r.Seats) != 2 || r.Seats[0].Body != "panel" {
		t.Errorf("digests %v, seats %v", d.Digests, r.Seats)
	}
}

func TestCommittee(t *testing.T) {
	t.Parallel()
	d, err := exchange.Read(files(map[string]string{
		"members.csv":       "reviewer_id,body,name\nanna,inner,Anna A.\nben,outer,\nceline,outer,\n",
		"organisations.csv": "organisation_id,name,land,carrier\nhaus,Haus e. V.,BE,\nprojekt,Projekt,,haus\n",
		"seats.csv":         "round,seat,body,organisation,weight,chair,reviewer_id\nFrühjahr 2026,erster,inner,projekt,2,ja,anna\nFrühjahr 2026,leer,inner,,,,\n",
	}))
	if err != nil {
		t.Fatal(err)
	}
	r := d.Rounds[0]
	if len(r.Policy.Bodies) != 2 || len(r.Seats) != 3 || len(d.Organisations) != 2 {
		t.Fatalf("bodies %v, seats %+v, organisations %v", r.Policy.Bodies, r.Seats, d.Organisations)
	}
	if s := r.Seats[0]; s.ID != "erster" || s.Weight != 2 || !s.Chair || s.Advisory || s.Organisation != "projekt" {
		t.Errorf("seat %+v", s)
	}
	if v := r.Reviewers[0]; v.Ref != "anna" || v.Name != "Anna A." || v.Seat != "erster" {
		t.Errorf("reviewer %+v", v)
	}
	if v := r.Reviewers[1]; v.Name != "ben" || r.Seats[2].ID != v.Seat || r.Seats[2].Body != "outer" {
		t.Errorf("reviewer %+v, seats %+v", v, r.Seats)
	}
	if len(d.Idle) != 1 || d.Idle[0] != "celine" {
		t.Errorf("idle %v", d.Idle)
	}
	for carrier, known := range map[string]map[string]workflow.Organisation{
		"haus": nil, "anderes": {"projekt": {ID: "projekt", Carrier: "anderes"}}, // as the register has it, which stays as it is
	} {
		if got := seatOf(t, d, "erster", known).Carrier; got != carrier {
			t.Errorf("the seat's carrier is %q, want %q", got, carrier)
		}
	}
}

// seatOf is the command that creates a seat where some organisations are registered already.
func seatOf(t *testing.T, d *exchange.Data, seat string, registered map[string]workflow.Organisation) *workflow.CreateSeat {
	t.Helper()
	say := func(s string) string { return s }
	target := &exchange.Target{
		Programme: "p", Origin: say, Pseudonym: func(_, person string) string { return person }, ProposalID: func() string { return "x" },
		Organisation: registered,
	}
	for _, q := range d.Requests(target) {
		if c, ok := q.Command.(*workflow.CreateSeat); ok && c.Seat == seat {
			return c
		}
	}
	t.Fatalf("no seat %s", seat)
	return nil
}

func TestMistakes(t *testing.T) {
	t.Parallel()
	const head = "round,proposal_id,reviewer_id,criterion,score,scale_min,scale_max\n"
	for name, c := range map[string]struct {
		change map[string]string
		want   []string
	}{
		"no files":        {map[string]string{"rounds.json": "", "proposals.csv": "", "reviews.csv": ""}, []string{"rounds.json: ", "proposals.csv: ", "reviews.csv: "}},
		"no JSON":         {map[string]string{"rounds.json": "[\n{\"id\": }\n]"}, []string{"rounds.json:2: ", "proposals.csv:2: "}},
		"no list":         {map[string]string{"rounds.json": "{}"}, []string{"rounds.json:1: "}},
		"something after": {map[string]string{"rounds.json": rounds + "x"}, []string{"rounds.json:6: "}},
		"steps":           {map[string]string{"rounds.json": strings.Replace(rounds, "0.25", "0.3", 1)}, []string{"rounds.json:2: "}},
		"round twice":     {map[string]string{"rounds.json": rounds[:len(rounds)-2] + ",\n" + rounds[1:]}, []string{"rounds.json:7: "}},
		"column missing":  {map[string]string{"proposals.csv": "round,title,decision\n"}, []string{"proposals.csv:1: ", "reviews.csv:2: "}},
		"no UTF-8":        {map[string]string{"reviews.csv": head + "Fr\xfchjahr 2026,p1,anna,risk,4,1,8\n"}, []string{"reviews.csv:2: "}},
		"too few cells":   {map[string]string{"reviews.csv": head + "Frühjahr 2026,p1,anna,risk\nFrühjahr 2026,p1,anna,risk,4,1,8\n"}, []string{"reviews.csv:2: "}},
		"all at once": {
			map[string]string{"reviews.csv": head +
				"Herbst,p1,anna,risk,4,1,8\nFrühjahr 2026,p9,anna,risk,4,1,8\nFrühjahr 2026,p1,anna,mut,4,1,8\nFrühjahr 2026,p1,,risk,4,1,8\n" +
				"Frühjahr 2026,p1,anna,risk,3,1,8\nFrühjahr 2026,p1,anna,risk,4,1,8\nFrühjahr 2026,p1,ben,risk,4,0,8\nFrühjahr 2026,p2,ben,risk,\"4,0\",1,8\n"},
			[]string{"reviews.csv:2: ", "reviews.csv:3: ", "reviews.csv:4: ", "reviews.csv:5: ", "reviews.csv:6: ", "reviews.csv:7: ", "reviews.csv:8: ", "reviews.csv:9: "},
		},
		"proposals":    {map[string]string{"proposals.csv": "round,proposal_id,title,decision\nFrühjahr 2026,p1,Eins,\nFrühjahr 2026,p1,Zwei,\nFrühjahr 2026,p2,,\nFrühjahr 2026,,Drei,\n"}, []string{"proposals.csv:3: ", "proposals.csv:4: ", "proposals.csv:5: "}},
		"not a member": {map[string]string{"members.csv": "reviewer_id,body\nanna,inner\n"}, []string{"reviews.csv:4: "}},
		"seats": {
			map[string]string{"seats.csv": "round,seat,body,weight,chair,organisation\nHerbst,a,b,,,\nFrühjahr 2026,A a,b,,,\nFrühjahr 2026,a,,,,\nFrühjahr 2026,c,b,0,,\nFrühjahr 2026,d,b,,vielleicht,\nFrühjahr 2026,e,b,,,niemand\n"},
			[]string{"seats.csv:2: ", "seats.csv:3: ", "seats.csv:4: ", "seats.csv:5: ", "seats.csv:6: ", "seats.csv:7: "},
		},
		"organisations": {
			map[string]string{"organisations.csv": "organisation_id,name,land,carrier\nA B,x,,\na,,,\nb,B,XX,\nc,C,,d\nb,B,,\n"},
			[]string{"organisations.csv:2: ", "organisations.csv:3: ", "organisations.csv:4: ", "organisations.csv:5: ", "organisations.csv:6: "},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := exchange.Read(files(c.change))
			var ps exchange.Problems
			if !errors.As(err, &ps) {
				t.Fatalf("answers %v", err)
			}
			lines := strings.Split(ps.In(policy.DE), "\n")
			for _, want := range c.want {
				if !strings.Contains("\n"+ps.In(policy.DE), "\n"+want) || !strings.Contains("\n"+ps.Error(), "\n"+want) {
					t.Errorf("nothing at %s in:\n%s", want, ps.In(policy.DE))
				}
			}
			if name == "all at once" && len(lines) != len(c.want) {
				t.Errorf("%d lines, want %d:\n%s", len(lines), len(c.want), ps.In(policy.DE))
			}
		})
	}
}

func TestRoundID(t *testing.T) {
	t.Parallel()
	for ref, want := range map[string]string{
		"2026": "2026", "a_b.c-d": "a_b.c-d", "Conf.cc/2019/Main Track": "conf.cc-2019-main-track", "  -x- ": "x", "…": "", "": "",
		strings.Repeat("x", 80): strings.Repeat("x", 57),
	} {
		if got := exchange.RoundID(ref); got != want || exchange.RoundID(got) != got {
			t.Errorf("%q becomes %q, want %q", ref, got, want)
		}
	}
}

// FuzzRead asks that whatever stands in the files either is read or is a problem with a place.
func FuzzRead(f *testing.F) {
	all := files(nil)
	f.Add(all["rounds.json"].Data, all["proposals.csv"].Data, all["reviews.csv"].Data, []byte("reviewer_id,body\nanna,x\n"))
	f.Add([]byte(`[{"id":"a","criteria":[{"id":"c","values":[1e9999]}]}]`), []byte("round\n\"a"), []byte(""), []byte("\n"))
	f.Fuzz(func(t *testing.T, rounds, proposals, reviews, members []byte) {
		d, err := exchange.Read(fstest.MapFS{
			"rounds.json": {Data: rounds}, "proposals.csv": {Data: proposals}, "reviews.csv": {Data: reviews}, "members.csv": {Data: members},
		})
		var ps exchange.Problems
		switch {
		case err == nil && len(d.Rounds) == 0:
			t.Error("no round and no problem")
		case err != nil && (!errors.As(err, &ps) || len(ps) == 0):
			t.Errorf("fails with %v", err)
		}
	})
}
