package cases

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"gremium/policy"
)

// Mistakes are all mistakes of a case file, in the order of their places.
type Mistakes []policy.Mistake

// Error gives one English line for each mistake.
func (ms Mistakes) Error() string { return policy.Mistakes(ms).Error() }

// Read reads a case for a policy. The error, where there is one, is of type Mistakes and names every mistake at once, each
// with its place: keys that a case does not have, members and criteria that do not fit the policy, values off the scale.
func Read(file string, src []byte, p *policy.Policy) (*Case, error) {
	r := &reader{policy: p, c: &Case{File: file}}
	if root := r.yaml(src); root != nil {
		r.whole(root)
	}
	if len(r.mistakes) > 0 {
		slices.SortStableFunc(r.mistakes, func(a, b policy.Mistake) int { return a.Line*1000 + a.Column - b.Line*1000 - b.Column })
		return nil, r.mistakes
	}
	return r.c, nil
}

// reader reads one case.
type reader struct {
	policy   *policy.Policy
	c        *Case
	mistakes Mistakes
}

func (r *reader) wrong(n *yaml.Node, de, en string, args ...any) {
	r.mistakes = append(r.mistakes, policy.Mistake{Line: n.Line, Column: n.Column, Text: text(de, en, args...)})
}

// line finds the place in what the YAML parser says.
var line = regexp.MustCompile(`^line (\d+): (.*)`)

func (r *reader) yaml(src []byte) *yaml.Node {
	var root yaml.Node
	err := yaml.NewDecoder(bytes.NewReader(src)).Decode(&root)
	if errors.Is(err, io.EOF) || err == nil && len(root.Content) == 0 {
		r.wrong(&yaml.Node{Line: 1, Column: 1}, "Die Datei ist leer.", "The file is empty.")
		return nil
	}
	if err != nil {
		at, what := 1, strings.TrimPrefix(err.Error(), "yaml: ")
		if found := line.FindStringSubmatch(what); found != nil {
			at, _ = strconv.Atoi(found[1]) // digits only
			what = found[2]
		}
		r.wrong(&yaml.Node{Line: at, Column: 1}, "Das ist kein gültiges YAML (%s). Prüfen Sie hier Einrückung, Doppelpunkte und Klammern.",
			"This is not valid YAML (%s). Check indentation, colons and brackets here.", what)
		return nil
	}
	return root.Content[0]
}

// keys reads a mapping by what its keys mean.
func (r *reader) keys(n *yaml.Node, known []string, read func(key string, value *yaml.Node)) {
	r.each(n, func(key, value *yaml.Node) {
		if !slices.Contains(known, key.Value) {
			list := strings.Join(known, ", ")
			r.wrong(key, "Die Angabe „%s“ gibt es hier nicht. Erlaubt sind: %s.", "There is no key \"%s\" here. Allowed are: %s.", key.Value, list)
			return
		}
		read(key.Value, value)
	})
}

// each goes through a mapping whose keys are free.
func (r *reader) each(n *yaml.Node, read func(key, value *yaml.Node)) {
	if n.Kind != yaml.MappingNode {
		r.wrong(n, "Hier gehören Angaben der Form „Name: Wert“ hin.", "Here belong entries of the form \"name: value\".")
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if seen[key.Value] {
			r.wrong(key, "Die Angabe „%s“ steht zweimal da.", "The key \"%s\" is there twice.", key.Value)
			continue
		}
		seen[key.Value] = true
		read(key, n.Content[i+1])
	}
}

func (r *reader) items(n *yaml.Node) []*yaml.Node {
	if n.Kind != yaml.SequenceNode {
		r.wrong(n, "Hier gehört eine Liste hin.", "Here belongs a list.")
		return nil
	}
	return n.Content
}

func (r *reader) word(n *yaml.Node) string {
	if n.Kind != yaml.ScalarNode {
		r.wrong(n, "Hier gehört ein einzelner Wert hin.", "Here belongs a single value.")
		return ""
	}
	return n.Value
}

func (r *reader) number(n *yaml.Node) int {
	v, err := strconv.Atoi(r.word(n))
	if err != nil || v < 0 {
		r.wrong(n, "Hier gehört eine ganze Zahl ab 0 hin.", "Here belongs a whole number from 0.")
	}
	return v
}

func (r *reader) flag(n *yaml.Node) bool {
	w := r.word(n)
	if w != "true" && w != "false" {
		r.wrong(n, "Hier gehört true oder false hin.", "Here belongs true or false.")
	}
	return w == "true"
}

// one reads one of the words.
func (r *reader) one(n *yaml.Node, words ...string) string {
	w := r.word(n)
	if !slices.Contains(words, w) {
		list := strings.Join(words, ", ")
		r.wrong(n, "„%s“ gibt es hier nicht. Erlaubt sind: %s.", "\"%s\" does not exist here. Allowed are: %s.", w, list)
	}
	return w
}
