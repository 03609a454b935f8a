// Package main_test holds the laws of the house that the compiler does not: who may import whom,
// how long a file or a function may be, and where clock, randomness and floats may be named.
// The laws are data (house_law_test.go), each check is a function from one file to its findings,
// and each is shown a planted fault (house_fault_test.go).
package main_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// root is the top of the repository, seen from this package's folder.
const root = "../.."

// source is one file of the repository. File and set are nil unless it is a Go file.
type source struct {
	path string // slash-separated, from the top
	text string
	file *ast.File
	set  *token.FileSet
}

// check looks at one file and says what in it breaks a law.
type check func(source) []string

func TestHouse(t *testing.T) {
	t.Parallel()
	checks := map[string]check{
		"imports":   imports,
		"lengths":   lengths,
		"functions": functions,
		"sources":   injected,
		"floats":    floats,
		"words":     words,
	}
	files := sources(t)
	if len(files) < 10 {
		t.Fatalf("only %d files found under %s: the house is looked for in the wrong place", len(files), root)
	}
	for name, look := range checks {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, src := range files {
				for _, finding := range look(src) {
					t.Errorf("%s: %s", src.path, finding)
				}
			}
		})
	}
}

// TestTopLevel holds the fixed layout: these names and dotfiles, besides what is built.
func TestTopLevel(t *testing.T) {
	t.Parallel()
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if !topLevel(entry.Name()) {
			t.Errorf("%s: the layout does not name it", entry.Name())
		}
	}
}

// topLevel reports whether the layout has a place for a name at the top of the repository.
func topLevel(name string) bool {
	fixed := []string{
		"cmd", "workflow", "store", "policy", "testdata", "go.mod", "go.sum", "Makefile",
		"README.md", "LICENSE", "CHANGELOG.md",
	}
	ignored := name == "bin" || strings.Contains(name, ".db") || path.Ext(name) == ".out"
	return strings.HasPrefix(name, ".") || ignored || slices.Contains(fixed, name)
}

// sources reads every file the laws speak of.
func sources(t *testing.T) []source {
	t.Helper()
	var files []source
	for _, top := range []string{"cmd", "workflow", "policy", "store"} {
		err := filepath.WalkDir(filepath.Join(root, top), func(name string, entry fs.DirEntry, err error) error {
			if os.IsNotExist(err) {
				return nil
			}
			if err != nil || entry.IsDir() {
				return err
			}
			switch filepath.Ext(name) {
			case ".go", ".js", ".css", ".sql", ".html":
			default:
				return nil
			}
			text, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			relative, err := filepath.Rel(root, name)
			if err != nil {
				return err
			}
			files = append(files, parse(t, filepath.ToSlash(relative), string(text)))
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// parse makes a source of a path and a text.
func parse(t *testing.T, name, text string) source {
	t.Helper()
	src := source{path: name, text: text}
	if path.Ext(name) != ".go" {
		return src
	}
	src.set = token.NewFileSet()
	file, err := parser.ParseFile(src.set, name, text, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	src.file = file
	return src
}

// test reports whether a source is part of a test.
func (s source) test() bool { return strings.HasSuffix(s.path, "_test.go") }

// line gives the line of a position.
func (s source) line(pos token.Pos) int { return s.set.Position(pos).Line }
