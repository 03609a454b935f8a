package main_test

import (
	"fmt"
	"go/ast"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// rooms is the import law: for each room, which other rooms it may import. A room holds the
// packages below it that are not rooms of their own, and may always import itself. The arrows:
// cmd/gremium → cli → {web, api → auth, reply} → workflow → policy → workflow/ledger;
// cli → store → workflow.
func rooms() map[string][]string {
	const (
		cli, web, api    = "cmd/internal/cli", "cmd/internal/web", "cmd/internal/api"
		auth, reply      = "cmd/internal/auth", "cmd/internal/reply"
		demo, locale     = "cmd/internal/demo", "cmd/internal/locale"
		exchange, bench  = "cmd/internal/exchange", "cmd/internal/bench"
		store, record    = "store", "store/record"
		workflow, ledger = "workflow", "workflow/ledger"
		policy, stats    = "policy", "policy/stats"
		view, assign     = "workflow/view", "workflow/assign"
		minutes, audit   = "workflow/minutes", "workflow/audit"
		desk, proof      = "workflow/desk", "workflow/proof"
		casefile         = "workflow/casefile"
		verdict          = "cmd/internal/verdict"
		receipt          = "workflow/receipt"
		tiles            = "cmd/internal/tiles"
		witness          = "cmd/internal/witness"
	)
	committee := []string{workflow, policy, ledger}
	reads := slices.Concat(committee, []string{view, assign, minutes})
	doors := slices.Concat(reads, []string{desk, auth, reply, locale, record, stats}) // statistics are shown, they decide nothing
	return map[string][]string{
		"cmd/gremium":                  {cli},
		cli:                            slices.Concat(doors, []string{web, api, demo, exchange, bench, store, audit, proof, casefile, receipt, verdict, tiles, witness}),
		web:                            slices.Concat(doors, []string{audit, proof}), // a page shows an audit's report
		api:                            doors,
		tiles:                          slices.Concat(doors, []string{proof}),
		witness:                        {ledger, proof},
		auth:                           slices.Concat(reads, []string{desk, locale, record}),
		reply:                          slices.Concat(reads, []string{locale, record}),
		locale:                         {},
		verdict:                        slices.Concat(committee, []string{locale, audit, casefile}),
		demo:                           slices.Concat(reads, []string{desk}),
		exchange:                       reads,
		bench:                          reads,
		store:                          slices.Concat(reads, []string{record, audit, proof}),
		record:                         {},
		view:                           slices.Concat(committee, []string{stats, assign, minutes}),
		assign:                         committee,
		minutes:                        committee,
		audit:                          slices.Concat(committee, []string{minutes, proof}), // the minutes it makes again
		casefile:                       slices.Concat(committee, []string{audit, proof}),
		"workflow/casefile/stranger":   {},
		receipt:                        slices.Concat(committee, []string{audit, proof}),
		desk:                           slices.Concat(committee, []string{view, minutes}),
		"workflow/logtest":             slices.Concat(committee, []string{minutes, proof}),
		"workflow/roundtest":           slices.Concat(committee, []string{audit, minutes, proof}),
		workflow:                       {policy, ledger},
		policy:                         {ledger},
		stats:                          {policy},
		proof:                          {ledger},
		ledger:                         {},
		"cmd/internal/web/browsertest": {},
	}
}

// onlyIn names what one place alone may import outside of tests: import path → folder or file.
func onlyIn() map[string][]string {
	store, wire := []string{"store/"}, []string{"cmd/internal/cli/wire"}
	browser := []string{"cmd/internal/web/browsertest/"}
	return map[string][]string{
		"github.com/looplab/fsm":               {"workflow/lifecycle.go"},
		"database/sql":                         store,
		"github.com/jmoiron/sqlx":              store,
		"github.com/mattn/go-sqlite3":          store,
		"github.com/jackc/pgx":                 store,
		"github.com/pressly/goose":             store,
		"crypto/rand":                          wire,
		"github.com/google/uuid":               wire,
		"math/rand":                            {"workflow/roundtest/"}, // seeded walks of tests
		"github.com/chromedp":                  browser,
		"gremium/cmd/internal/web/browsertest": {},
		"gremium/store/attack":                 {},
		"gremium/workflow/race":                {},
		"gremium/workflow/logtest":             {},
		"gremium/workflow/casefile/stranger":   {},
		"gremium/workflow/roundtest":           {},
	}
}

// imports finds what a file imports against the law. Tests are free, but for the state machine,
// which is asked through workflow even there.
func imports(s source) []string {
	if s.file == nil {
		return nil
	}
	var found []string
	for _, spec := range s.file.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			found = append(found, err.Error())
			continue
		}
		found = append(found, misplaced(s, name)...)
		if ours, ok := strings.CutPrefix(name, "gremium/"); ok && !s.test() {
			found = append(found, crossing(path.Dir(s.path), ours)...)
		}
	}
	return found
}

// misplaced finds an import that belongs to another place.
func misplaced(s source, name string) []string {
	for guarded, places := range onlyIn() {
		if !within(name, guarded) || s.test() && guarded != "github.com/looplab/fsm" {
			continue
		}
		at := func(place string) bool { return strings.HasPrefix(s.path, place) }
		if s.path != "workflow/lifecycle_test.go" && !slices.ContainsFunc(places, at) {
			return []string{fmt.Sprintf("imports %s, which belongs to %q", name, places)}
		}
	}
	return nil
}

// crossing finds an arrow from one room to another that the law does not have.
func crossing(from, to string) []string {
	law := rooms()
	here, there := room(law, from), room(law, to)
	switch {
	case here == "" || there == "":
		return []string{fmt.Sprintf("imports %s: the law names no room for %s", to, from)}
	case here != there && !slices.Contains(law[here], there):
		return []string{fmt.Sprintf("imports %s: the law has no arrow %s → %s", to, here, there)}
	}
	return nil
}

// room gives the innermost room a folder belongs to, or "".
func room(law map[string][]string, folder string) string {
	for ; folder != "."; folder = path.Dir(folder) {
		if _, ok := law[folder]; ok {
			return folder
		}
	}
	return ""
}

// within reports whether a path is a folder or lies in it.
func within(name, folder string) bool {
	return name == folder || strings.HasPrefix(name, folder+"/")
}

// lengths finds a file that is longer than a file may be.
func lengths(s source) []string {
	limit, lines := 400, strings.Count(s.text, "\n")
	if s.path == "cmd/gremium/main.go" {
		limit = 30
	}
	if lines <= limit {
		return nil
	}
	return []string{fmt.Sprintf("%d lines, at most %d", lines, limit)}
}

// functions finds functions of more than 60 lines.
func functions(s source) []string {
	if s.file == nil {
		return nil
	}
	var found []string
	for _, declaration := range s.file.Decls {
		f, ok := declaration.(*ast.FuncDecl)
		if !ok {
			continue
		}
		if lines := s.line(f.End()) - s.line(f.Pos()) + 1; lines > 60 {
			found = append(found, fmt.Sprintf("%s has %d lines, at most 60", f.Name.Name, lines))
		}
	}
	return found
}

// injected finds a reading of the clock outside the composition root.
func injected(s source) []string {
	if s.file == nil || s.test() || strings.HasPrefix(s.path, "cmd/internal/cli/wire") {
		return nil
	}
	return selectors(s, "time", "Now", "Since", "Until")
}

// floats finds floating point where decisions are made.
func floats(s source) []string {
	decides := []string{"policy", "workflow", "workflow/ledger"}
	if s.file == nil || s.test() || !slices.Contains(decides, path.Dir(s.path)) {
		return nil
	}
	found := selectors(s, "strconv", "ParseFloat", "FormatFloat")
	ast.Inspect(s.file, func(node ast.Node) bool {
		if name, ok := node.(*ast.Ident); ok && (name.Name == "float64" || name.Name == "float32") {
			found = append(found, fmt.Sprintf("line %d: %s decides nothing here", s.line(name.Pos()), name.Name))
		}
		return true
	})
	return found
}

// selectors finds uses of names of a standard package, under whatever name it was imported.
func selectors(s source, pkg string, names ...string) []string {
	local := pkg
	for _, spec := range s.file.Imports {
		if spec.Name != nil && spec.Path.Value == strconv.Quote(pkg) {
			local = spec.Name.Name
		}
	}
	var found []string
	ast.Inspect(s.file, func(node ast.Node) bool {
		use, ok := node.(*ast.SelectorExpr)
		if !ok || !slices.Contains(names, use.Sel.Name) {
			return true
		}
		if x, ok := use.X.(*ast.Ident); ok && x.Name == local {
			found = append(found, fmt.Sprintf("line %d: %s.%s is for the composition root", s.line(use.Pos()), pkg, use.Sel.Name))
		}
		return true
	})
	return found
}

// unfinished matches the marks of unfinished work; it is put together so as not to match itself.
var unfinished = regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|XX` + `X|HA` + `CK)\b`)

// words finds marks of unfinished work.
func words(s source) []string {
	var found []string
	for number, line := range strings.Split(s.text, "\n") {
		if mark := unfinished.FindString(line); mark != "" {
			found = append(found, fmt.Sprintf("line %d: %s", number+1, mark))
		}
	}
	return found
}
