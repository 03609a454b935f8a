package cli

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"

	"gremium/cmd/internal/reply"
	"gremium/workflow/view"
)

// proposalFile is a proposal as a person writes it into a file.
type proposalFile struct {
	Title        string            `yaml:"title"`
	Kind         string            `yaml:"kind"`
	Laender      []string          `yaml:"laender"`
	Owners       []string          `yaml:"owners"`
	Audiences    []string          `yaml:"audiences"`
	Institutions []string          `yaml:"institutions"`
	Need         string            `yaml:"need"`
	Solution     string            `yaml:"solution"`
	Experience   string            `yaml:"experience"`
	Success      string            `yaml:"success"`
	Transfer     string            `yaml:"transfer"`
	Summary      string            `yaml:"summary"`
	Answers      map[string]string `yaml:"answers"` // to the policy's further questions, by their ids
	Contacts     []contactFile     `yaml:"contacts"`
	Previous     *previousFile     `yaml:"previous"`
	Ref          string            `yaml:"ref"`
}

type contactFile struct {
	Name   string `yaml:"name"`
	Email  string `yaml:"email"`
	Role   string `yaml:"role"`
	Agreed bool   `yaml:"agreed"`
}

type previousFile struct {
	Round    string `yaml:"round"`
	Proposal string `yaml:"proposal"`
}

// fileHelp shows what such a file looks like.
var fileHelp = text{`Eine Datei sieht so aus:

  title: Handbuch für Beratungsgespräche
  kind: instrument              # wie das Regelwerk sie nennt: gremium policy show
  laender: [SN]                 # ISO 3166-2; DE für bundesweit
  owners: [p-handbuch]          # Kennungen aus: gremium organisation list
  audiences: [advice-centres]
  institutions: [jobcentre]
  need: …                       # Handlungsbedarf
  solution: …                   # Lösung
  experience: …                 # Erfahrung im Einsatz
  success: …                    # Nachweis des Erfolgs
  transfer: …                   # Transfer in Regelinstitutionen
  summary: …                    # Kurzdarstellung
  contacts:
    - {name: Projektleitung, role: Leitung, email: leitung@example.org, agreed: true}
  previous: {round: "2025", proposal: 25-007}   # vertagter Vorschlag, der neu eingereicht wird`, `A file looks like this:

  title: Handbook for counselling
  kind: instrument              # as the policy names it: gremium policy show
  laender: [SN]                 # ISO 3166-2; DE for nationwide
  owners: [p-handbook]          # ids from: gremium organisation list
  audiences: [advice-centres]
  institutions: [jobcentre]
  need: …
  solution: …
  experience: …                 # in use
  success: …                    # evidence of it
  transfer: …                   # into Regelinstitutionen
  summary: …
  contacts:
    - {name: Project office, role: Lead, email: lead@example.org, agreed: true}
  previous: {round: "2025", proposal: 25-007}   # a deferred proposal that is handed in anew`}

// parseProposal reads a proposal strictly: a key that does not exist is a mistake of the file, with its line.
func parseProposal(name string, b []byte) (*proposalFile, error) {
	p := &proposalFile{}
	dec := yaml.NewDecoder(bytes.NewReader(b))
	dec.KnownFields(true)
	err := dec.Decode(p)
	if err == nil {
		return p, nil
	}
	what := fileMistakes(err)
	return nil, reply.New(reply.Refused, "proposal_file",
		fmt.Sprintf("Die Datei „%s“ ist kein Vorschlag. %s Wie eine Datei aussieht, zeigt: gremium proposal submit --help", name, what.DE),
		fmt.Sprintf("The file \"%s\" is not a proposal. %s What a file looks like: gremium proposal submit --help", name, what.EN))
}

// named are the texts of a proposal with the name each has in the record.
func (p *proposalFile) named() map[string]*string {
	return map[string]*string{
		"title": &p.Title, "need": &p.Need, "solution": &p.Solution, "experience": &p.Experience, "success": &p.Success,
		"transfer": &p.Transfer, "summary": &p.Summary,
	}
}

// set sets a text by its name.
func (p *proposalFile) set(name, value string) {
	if at, ok := p.named()[name]; ok {
		*at = value
		return
	}
	if p.Answers == nil {
		p.Answers = map[string]string{}
	}
	p.Answers[name] = value
}

func (p *proposalFile) texts() map[string]string {
	out := map[string]string{}
	for id, v := range p.Answers {
		out[id] = v
	}
	for name, v := range p.named() {
		if *v != "" {
			out[name] = *v
		}
	}
	return out
}

// overlay takes over whatever the newer sheet says.
func (p *proposalFile) overlay(n *proposalFile) {
	for name, v := range n.texts() {
		p.set(name, v)
	}
	for _, l := range []struct{ to, from *[]string }{
		{&p.Laender, &n.Laender}, {&p.Owners, &n.Owners}, {&p.Audiences, &n.Audiences}, {&p.Institutions, &n.Institutions},
	} {
		if len(*l.from) > 0 {
			*l.to = *l.from
		}
	}
	if n.Kind != "" {
		p.Kind = n.Kind
	}
	if n.Ref != "" {
		p.Ref = n.Ref
	}
	if len(n.Contacts) > 0 {
		p.Contacts = n.Contacts
	}
	if n.Previous != nil {
		p.Previous = n.Previous
	}
}

// sheetOf is what a version of a proposal said, as a file would say it.
func (d *docket) sheetOf(ctx context.Context, version uint64, p *view.Proposal) (*proposalFile, error) {
	s, err := d.state()
	if err != nil {
		return nil, err
	}
	at := p.Entry
	if v := s.Proposal(p.ID).Versions; version > 0 && version <= uint64(len(v)) {
		at = v[version-1]
	}
	texts, err := d.h.desk.Texts(ctx, d.Round, at)
	if err != nil {
		return nil, err
	}
	c := p.Content
	out := &proposalFile{Kind: c.ProposalKind, Laender: c.Laender, Audiences: c.Audiences, Institutions: c.Institutions, Ref: c.Ref}
	for _, o := range c.Owners {
		out.Owners = append(out.Owners, o.Organisation)
	}
	for path, v := range texts {
		if !strings.HasPrefix(path, "contact/") {
			out.set(path, v)
		}
	}
	for i, agreed := range c.Contacts {
		at := fmt.Sprintf("contact/%d/", i)
		out.Contacts = append(out.Contacts, contactFile{texts[at+"name"], texts[at+"email"], texts[at+"role"], agreed})
	}
	if c.Previous != nil {
		out.Previous = &previousFile{c.Previous.Round, c.Previous.Proposal}
	}
	return out, nil
}
