package policy

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"go.yaml.in/yaml/v3"

	"gremium/workflow/ledger"
)

// Canonical is the policy's canonical JSON (RFC 8785): what a round pins. It can be read again with Decode.
func (p *Policy) Canonical() []byte { return bytes.Clone(p.canonical) }

// Digest is "sha256:" and the hex digest of Canonical.
func (p *Policy) Digest() string { return p.digest }

// Rubric is "sha256:" and the hex digest over the canonical JSON of the criteria alone: the rubric a score was given
// under. It stays the same where only other rules change.
func (p *Policy) Rubric() string { return p.rubric }

// seal computes the canonical form and the digests.
func (p *Policy) seal() error {
	all, criteria := &form{out: map[string]any{}}, &form{out: map[string]any{}}
	p.form(all)
	list(criteria, "criteria", &p.Criteria, true, (*Criterion).form)
	var err error
	if p.canonical, p.digest, err = canonical(all.out); err != nil {
		return err
	}
	_, p.rubric, err = canonical(criteria.out["criteria"])
	return err
}

func canonical(v any) (text []byte, digest string, err error) {
	raw, err := json.Marshal(v)
	if err == nil {
		text, err = ledger.Canonical(raw)
	}
	if err != nil {
		return nil, "", fmt.Errorf("policy: canonical form: %w", err)
	}
	sum := sha256.Sum256(text)
	return text, "sha256:" + hex.EncodeToString(sum[:]), nil
}

// maxDepth bounds nesting; a policy needs 6.
const maxDepth = 16

// jsonNode reads JSON into the form that the reader of policies understands.
func jsonNode(src []byte) (*yaml.Node, error) {
	if len(src) > maxSource {
		return nil, errors.New("it is too long")
	}
	dec := json.NewDecoder(bytes.NewReader(src))
	dec.UseNumber()
	n, err := jsonValue(dec, maxDepth)
	if err != nil {
		return nil, err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("something follows after the document")
	}
	return n, nil
}

func jsonValue(dec *json.Decoder, depth int) (*yaml.Node, error) {
	n := &yaml.Node{Kind: yaml.ScalarNode, Line: 1, Column: int(dec.InputOffset()) + 1}
	token, err := dec.Token()
	if err != nil {
		return nil, err
	}
	switch v := token.(type) {
	case string:
		n.Tag, n.Value = "!!str", v
	case json.Number:
		n.Tag, n.Value = "!!int", v.String()
	case bool:
		n.Tag, n.Value = "!!bool", fmt.Sprint(v)
	case nil:
		n.Tag = "!!null"
	case json.Delim:
		return n, jsonContent(dec, v, n, depth)
	}
	return n, nil
}

func jsonContent(dec *json.Decoder, open json.Delim, n *yaml.Node, depth int) error {
	if depth == 0 {
		return errors.New("it is nested too deeply")
	}
	n.Kind = yaml.SequenceNode
	if open == '{' {
		n.Kind = yaml.MappingNode
	}
	for dec.More() {
		inner, err := jsonValue(dec, depth-1)
		if err != nil {
			return err
		}
		n.Content = append(n.Content, inner)
	}
	_, err := dec.Token()
	return err
}
