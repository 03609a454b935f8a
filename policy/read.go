package policy

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// maxSource is the longest document in bytes.
const maxSource = 1 << 20

// Parse reads a policy document in YAML. The error, where there is one, is of type Mistakes and names every mistake at
// once, each with its place.
func Parse(src []byte) (*Policy, error) {
	doc := &document{places: map[string]place{}}
	root := doc.yaml(src)
	if root == nil {
		return nil, doc.sorted()
	}
	p := doc.read(root)
	if len(doc.mistakes) > 0 {
		return nil, doc.sorted()
	}
	if err := p.seal(); err != nil {
		return nil, err
	}
	return p, nil
}

// Decode reads a policy from the canonical JSON that a round pinned. The checks are those of Parse; any other spelling
// of the same policy is refused too, so that bytes and digest belong together.
func Decode(canonical []byte) (*Policy, error) {
	root, err := jsonNode(canonical)
	if err != nil {
		return nil, fmt.Errorf("policy: the pinned document is not JSON: %w", err)
	}
	doc := &document{places: map[string]place{}, pinned: true}
	p := doc.read(root)
	if len(doc.mistakes) > 0 {
		return nil, doc.sorted()
	}
	if err := p.seal(); err != nil {
		return nil, err
	}
	if !bytes.Equal(p.canonical, canonical) {
		return nil, errors.New("policy: the pinned document is not in canonical form")
	}
	return p, nil
}

func (d *document) read(root *yaml.Node) *Policy {
	p := &Policy{}
	f := d.open("", root)
	p.form(f)
	f.close(root)
	for i := range p.Criteria {
		d.settle(&p.Criteria[i], fmt.Sprintf("criteria[%d]", i))
	}
	d.check(p)
	return p
}

// yaml parses the source; nil where that already fails.
func (d *document) yaml(src []byte) *yaml.Node {
	if len(src) > maxSource {
		d.add("", say("Das Dokument ist länger als %d Byte. Kürzen Sie es.",
			"The document is longer than %d bytes. Shorten it.", maxSource))
		return nil
	}
	var root, more yaml.Node
	dec := yaml.NewDecoder(bytes.NewReader(src))
	switch err := decodeYAML(dec, &root); {
	case errors.Is(err, io.EOF), err == nil && len(root.Content) == 0:
		d.add("", Text{"Das Dokument ist leer.", "The document is empty."})
		return nil
	case err != nil:
		d.syntax(err)
		return nil
	}
	switch err := decodeYAML(dec, &more); {
	case err == nil:
		d.note(Mistake{more.Line, max(more.Column, 1), "", Text{
			"Hier beginnt ein zweites Dokument. Ein Regelwerk ist genau ein Dokument; entfernen Sie das zweite.",
			"A second document begins here. A policy is exactly one document; remove the second.",
		}})
	case !errors.Is(err, io.EOF):
		d.syntax(err)
	}
	return root.Content[0]
}

// decodeYAML turns a panic of the parser into an error: the source comes from outside.
func decodeYAML(dec *yaml.Decoder, n *yaml.Node) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("yaml: %v", r)
		}
	}()
	return dec.Decode(n)
}

// syntax notes an error of the YAML parser, which has its line in the text only.
func (d *document) syntax(err error) {
	line, what := 1, strings.TrimPrefix(err.Error(), "yaml: ")
	if found := regexp.MustCompile(`^line (\d+): (.*)`).FindStringSubmatch(what); found != nil {
		line, _ = strconv.Atoi(found[1]) // digits only
		what = found[2]
	}
	m := Mistake{Line: line, Column: 1, Text: say(
		"Das ist kein gültiges YAML (%s). Prüfen Sie hier Einrückung, Doppelpunkte und Anführungszeichen.",
		"This is not valid YAML (%s). Check indentation, colons and quotation marks here.", what)}
	d.note(m)
}
