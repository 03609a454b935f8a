package verdict_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"gremium/cmd/internal/locale"
	"gremium/cmd/internal/verdict"
	"gremium/workflow/casefile"
	"gremium/workflow/proof"
)

// page is the page of the report on a case file of testdata, or on something else.
func page(t *testing.T, lang string, b []byte, trusted bool) string {
	t.Helper()
	loc, err := locale.New(lang)
	if err != nil {
		t.Fatal(err)
	}
	opt := casefile.Options{Lang: lang}
	if trusted {
		opt.Keys, err = proof.ParseVerifiers(strings.TrimSpace(string(read(t, "key.txt"))))
		if err != nil {
			t.Fatal(err)
		}
	}
	var report *casefile.Report
	f, err := casefile.Open(bytes.NewReader(b), int64(len(b)))
	var d *casefile.Damage
	switch {
	case errors.As(err, &d):
		report = casefile.Unreadable(d, opt)
	case err != nil:
		t.Fatal(err)
	default:
		if report, err = casefile.Check(t.Context(), f, opt); err != nil {
			t.Fatal(err)
		}
	}
	var out strings.Builder
	about := verdict.About{File: "akte.zip", SHA256: "ab12", At: time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC), Version: "1.2"}
	if err := verdict.HTML(&out, report, loc, about); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "..", "testdata", "casefiles", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// The page says the result first, every step in words, how each decision came about, and what is not proven.
func TestPageSaysAll(t *testing.T) {
	t.Parallel()
	good, altered := read(t, "good.zip"), read(t, "altered.zip")
	for name, c := range map[string]struct {
		page        string
		says, lacks []string
	}{
		"good": {page(t, "de", good, true), []string{
			"Was geprüft ist, stimmt.", "Prüfbericht: Akte der Runde r4", "akte.zip", "ab12", "1. März 2027", "Die Prüfpunkte sind unterschrieben",
			"Das Gremium war beschlussfähig", "§\u00a090 VwVfG", "09:00\u00a0Uhr", "Vorschlag a", "Folgt aus Bewertungen, Stimmen und Regelwerk", "Ada Beispiel",
			"kann die Geschichte neu schreiben", "gremium.example.org&#43;", "nicht geprüft",
		}, []string{"stimmt nicht.", "✕ stimmt nicht", "keiner genannt", "§ "}},
		"altered": {page(t, "de", altered, true), []string{
			"Der erste falsche Eintrag ist Nummer 35:", "✕ stimmt nicht", "round/entries.jsonl", "Verwahren Sie die Datei unverändert",
			"Die Entscheidung steht hinter Eintrag 35",
		}, []string{"Was geprüft ist, stimmt."}},
		"no key": {page(t, "de", good, false), []string{"keiner genannt", "Unterschrift nicht gegen einen Schlüssel geprüft, dem Sie vertrauen"}, nil},
		"English": {page(t, "en", altered, true), []string{
			"The first bad entry is number 35:", "can rewrite history", "was not checked",
		}, []string{"verdict.", "audit.", "Eintrag", "geprüft"}},
		"no file": {page(t, "de", []byte("?"), true), []string{"Das ist kein ZIP-Archiv", "Die Datei ließ sich nicht öffnen"}, []string{"Was geprüft ist, stimmt."}},
	} {
		for _, s := range c.says {
			if !strings.Contains(c.page, s) {
				t.Errorf("%s: does not say %q", name, s)
			}
		}
		for _, s := range append(c.lacks, "verdict.", "audit.step") {
			if strings.Contains(c.page, s) {
				t.Errorf("%s: says %q", name, s)
			}
		}
	}
}

// The page needs nothing but itself, has one first heading, skips no level, and its tables name their rows and columns.
func TestPageStandsAlone(t *testing.T) {
	t.Parallel()
	html := page(t, "de", read(t, "altered.zip"), false)
	for _, foreign := range []string{"http://", "https://", "<script", "src=", "href=", "url("} {
		if strings.Contains(html, foreign) {
			t.Errorf("refers to %q", foreign)
		}
	}
	level := 0
	for _, m := range regexp.MustCompile(`<h([1-6])>`).FindAllStringSubmatch(html, -1) {
		now := int(m[1][0] - '0')
		if now > level+1 || now == 1 && level > 0 {
			t.Errorf("a heading of level %d behind one of level %d", now, level)
		}
		level = now
	}
	if strings.Count(html, "<table") != strings.Count(html, "<caption>") || !strings.Contains(html, `<th scope="row">`) {
		t.Error("a table has no caption or rows have no heads")
	}
	if !strings.Contains(html, `<td role="cell" data-l="transferfähig">`) || !strings.Contains(html, `<th scope="row" role="rowheader">`) {
		t.Error("a narrow page does not say what a score is of")
	}
	if !strings.Contains(html, `<html lang="de">`) || !strings.Contains(html, "@media print") {
		t.Error("no language or no print")
	}
	dec := xml.NewDecoder(strings.NewReader(strings.Replace(html, "<!doctype html>", "", 1)))
	dec.Strict, dec.AutoClose, dec.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	for {
		if _, err := dec.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

// What people wrote is shown, and is no part of the page.
func TestTextsAreText(t *testing.T) {
	t.Parallel()
	loc, err := locale.New("de")
	if err != nil {
		t.Fatal(err)
	}
	r := &casefile.Report{Decisions: []casefile.Decision{{Number: "1", Title: "<b>x</b>", Rationale: "<script>alert(1)</script>", At: "?", Result: "ok"}}}
	var out strings.Builder
	if err := verdict.HTML(&out, r, loc, verdict.About{}); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(out.String(), "<script>") || strings.Contains(out.String(), "<b>x") || !strings.Contains(out.String(), "alert(1)") {
		t.Error("markup of a text is taken for the page's own")
	}
}
