package cli

import (
	"bytes"
	"encoding/json"
	"math/big"
	"strings"
	"testing"
	"time"
)

func TestTableLinesUp(t *testing.T) {
	t.Parallel()
	e := testEnv(t, "de")
	table := e.table(text{"Nummer", "number"}, text{"Titel", "title"}, text{"Stand", "state"})
	table.row("26-001", "Länger als\nder andere", "bewertet")
	table.row("26-002", strings.Repeat("x", 80), "")
	var b strings.Builder
	table.aligned(&b)
	lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
	if len(lines) != 3 {
		t.Fatalf("%d lines:\n%s", len(lines), b.String())
	}
	for _, l := range lines {
		if strings.HasSuffix(l, " ") {
			t.Errorf("%q ends with blanks", l)
		}
	}
	if at, title := strings.Index(lines[0], "Titel"), strings.Index(lines[1], "Länger als der andere"); at != title || at < 0 {
		t.Errorf("columns do not line up:\n%s", b.String())
	}
	if want := strings.Repeat("x", widest-1) + "…"; !strings.HasSuffix(lines[2], want) {
		t.Errorf("%q is not cut to %d", lines[2], widest)
	}
}

func TestTableForPrograms(t *testing.T) {
	t.Parallel()
	e := testEnv(t, "en")
	var out bytes.Buffer
	e.out = &out
	table := e.table(text{"Nummer", "number"}, text{"Titel", "title"})
	table.row("26-001", "a\tb\nc")
	if err := table.print(); err != nil {
		t.Fatal(err)
	}
	if want := "number\ttitle\n26-001\ta b c\n"; out.String() != want {
		t.Errorf("%q, want %q", out.String(), want)
	}
}

func TestFields(t *testing.T) {
	t.Parallel()
	e := testEnv(t, "de")
	var out bytes.Buffer
	e.out = &out
	err := e.fields(field{text{"Name", "Name"}, "Nord"}, field{text{"Land", "Land"}, ""}, field{text{"Lösung", "Solution"}, "eins\nzwei"})
	if err != nil {
		t.Fatal(err)
	}
	if want := "Name:   Nord\nLösung: eins\n        zwei\n"; out.String() != want {
		t.Errorf("%q, want %q", out.String(), want)
	}
}

func TestJSONDecimal(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		r    *big.Rat
		want string
	}{
		{big.NewRat(29, 4), "7.25"},
		{big.NewRat(7, 3), "2.333333333"},
		{big.NewRat(8, 1), "8"},
		{big.NewRat(100, 1), "100"},
		{big.NewRat(0, 1), "0"},
		{big.NewRat(-1, 2), "-0.5"},
		{nil, "null"},
	} {
		b, err := json.Marshal(jsonDecimal{c.r})
		if err != nil || string(b) != c.want {
			t.Errorf("%v: %s, %v; want %s", c.r, b, err, c.want)
		}
	}
}

func TestParseTime(t *testing.T) {
	t.Parallel()
	e := testEnv(t, "de")
	for s, want := range map[string]string{
		"2026-12-04T17:00:00Z":      "2026-12-04T17:00:00Z",
		"2026-12-04T18:00:00+01:00": "2026-12-04T17:00:00Z",
		"2026-12-04T18:00":          "2026-12-04T17:00:00Z", // winter time of the committee
		"2026-07-04 18:00":          "2026-07-04T16:00:00Z", // summer time
		"2026-12-04":                "2026-12-04T22:59:59.999999Z",
	} {
		got, ok := e.parseTime(s)
		if !ok || got.UTC().Format(time.RFC3339Nano) != want {
			t.Errorf("%s: %s %v, want %s", s, got.UTC().Format(time.RFC3339Nano), ok, want)
		}
	}
	for _, s := range []string{"", "gestern", "4.12.2026", "2026-13-01"} {
		if got, ok := e.parseTime(s); ok {
			t.Errorf("%q was read as %s", s, got)
		}
	}
}

func TestParseValue(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{"2": "2", "2,5": "2.5", "2.5": "2.5", "-1": "-1", "na": "na"} {
		v, err := parseValue(s)
		got := v.Decimal.String()
		if v.NotAssessable {
			got = "na"
		}
		if err != nil || got != want {
			t.Errorf("%q: %s, %v; want %s", s, got, err, want)
		}
	}
	for _, s := range []string{"", "viel", "2,5,5", "1e3", "02", "NaN"} {
		if v, err := parseValue(s); err == nil {
			t.Errorf("%q was read as %v", s, v)
		}
	}
}

func TestProposalFile(t *testing.T) {
	t.Parallel()
	p, err := parseProposal("p.yaml", []byte("title: T\nowners: [a, b]\nanswers: {budget: klein}\ncontacts:\n  - {name: Büro, agreed: true}\n"))
	if err != nil {
		t.Fatal(err)
	}
	if texts := p.texts(); texts["title"] != "T" || texts["budget"] != "klein" || len(texts) != 2 || len(p.Owners) != 2 || !p.Contacts[0].Agreed {
		t.Errorf("%+v", p)
	}
	old := &proposalFile{Title: "Alt", Need: "Bedarf", Owners: []string{"c"}, Kind: "measure"}
	old.overlay(p)
	if old.Title != "T" || old.Need != "Bedarf" || old.Owners[0] != "a" || old.Kind != "measure" || old.Answers["budget"] != "klein" {
		t.Errorf("%+v", old)
	}
	for _, s := range []string{"", "colour: blue\n", "title: [1\n", "title: {}\n", "- a\n"} {
		if p, err := parseProposal("p.yaml", []byte(s)); err == nil {
			t.Errorf("%q was read as %+v", s, p)
		}
	}
}
