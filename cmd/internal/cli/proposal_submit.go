package cli

import (
	"context"
	"maps"
	"strings"

	"github.com/spf13/cobra"

	"gremium/policy"
	"gremium/workflow"
)

// submission are the flags of `proposal submit` and `proposal resubmit`.
type submission struct {
	file, submitter, previous string
	late                      string
	base                      uint64
	sheet                     proposalFile
	texts                     map[string]*string
}

func newSubmit(e *env, again bool) *cobra.Command {
	s := &submission{texts: map[string]*string{}}
	w := &writing{}
	c := spec{
		use:   "submit ROUND (--file FILE | --title … --kind … --owner … …)",
		short: text{"reicht einen Vorschlag ein", "submits a proposal"},
	}
	if again {
		c.use, c.short = "resubmit ROUND PROPOSAL (--file FILE | --need … …)", text{"reicht einen zurückgegebenen Vorschlag erneut ein", "submits a returned proposal again"}
	}
	c.long = text{c.short.de + ".\n\n" + fileHelp.de, c.short.en + ".\n\n" + fileHelp.en}
	var cmd *cobra.Command
	c.run = e.inside(func(ctx context.Context, h *house, args []string) error {
		sheet, err := s.read(e, cmd)
		if err != nil {
			return err
		}
		if again {
			return h.resubmit(ctx, w, s, sheet, args[0], args[1])
		}
		return h.submit(ctx, w, s, sheet, args[0])
	})
	cmd = e.command(c)
	w.flags(e, cmd)
	if !again {
		w.dryFlag(e, cmd)
		cmd.Flags().StringVar(&s.previous, "previous", "", e.say("vertagter Vorschlag, der neu eingereicht wird, als RUNDE/VORSCHLAG", "deferred proposal that is handed in anew, as ROUND/PROPOSAL"))
	} else {
		cmd.Flags().Uint64Var(&s.base, "base", 0, e.say("Fassung, an der gearbeitet wurde (sonst die neueste)", "version that was worked on (else the latest)"))
	}
	s.flags(e, cmd)
	return cmd
}

func (s *submission) flags(e *env, cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&s.file, "file", "", e.say("Datei mit dem Vorschlag (YAML), - für die Standardeingabe", "file with the proposal (YAML), - for standard input"))
	f.StringVar(&s.submitter, "for", "", e.say("einreichende Person, in deren Auftrag", "submitter on whose behalf"))
	f.StringVar(&s.late, "late", "", e.say("warum der Vorschlag nach der Frist kommt", "why the proposal comes after the deadline"))
	f.StringVar(&s.sheet.Kind, "kind", "", e.say("Art, wie das Regelwerk sie nennt", "kind, as the policy names it"))
	f.StringSliceVar(&s.sheet.Laender, "land", nil, e.say("Land, etwa SN", "Land, such as SN"))
	f.StringSliceVar(&s.sheet.Owners, "owner", nil, e.say("Organisation, die einreicht", "organisation that hands it in"))
	f.StringSliceVar(&s.sheet.Audiences, "audience", nil, e.say("Zielgruppe", "audience"))
	f.StringSliceVar(&s.sheet.Institutions, "institution", nil, e.say("Regelinstitution", "Regelinstitution"))
	f.StringVar(&s.sheet.Ref, "ref", "", e.say("Kennung in einer anderen Quelle", "id in another source"))
	for _, name := range append([]string{"title"}, policy.TextNames()...) {
		s.texts[name] = f.String(name, "", workflow.Word(name, e.lang))
	}
}

// read puts the proposal together: the file, and over it whatever was given by flags.
func (s *submission) read(e *env, cmd *cobra.Command) (*proposalFile, error) {
	sheet := &proposalFile{}
	if s.file != "" {
		b, err := e.readFile(s.file)
		if err != nil {
			return nil, err
		}
		if sheet, err = parseProposal(s.file, b); err != nil {
			return nil, err
		}
	}
	given := func(name string) bool { return cmd.Flags().Changed(name) }
	for flag, fill := range map[string]func(){
		"kind": func() { sheet.Kind = s.sheet.Kind }, "land": func() { sheet.Laender = s.sheet.Laender },
		"owner": func() { sheet.Owners = s.sheet.Owners }, "audience": func() { sheet.Audiences = s.sheet.Audiences },
		"institution": func() { sheet.Institutions = s.sheet.Institutions }, "ref": func() { sheet.Ref = s.sheet.Ref },
	} {
		if given(flag) {
			fill()
		}
	}
	if round, proposal, ok := strings.Cut(s.previous, "/"); ok {
		sheet.Previous = &previousFile{Round: round, Proposal: proposal}
	} else if s.previous != "" {
		return nil, usagef("Nennen Sie den vertagten Vorschlag als RUNDE/VORSCHLAG, etwa 2025/25-007.", "Name the deferred proposal as ROUND/PROPOSAL, such as 2025/25-007.")
	}
	for name, value := range s.texts {
		if given(name) {
			sheet.set(name, *value)
		}
	}
	return sheet, nil
}

func (h *house) submit(ctx context.Context, w *writing, s *submission, sheet *proposalFile, round string) error {
	d, err := h.round(ctx, round)
	if err != nil {
		return err
	}
	return h.hand(ctx, w, s, sheet, d, &workflow.SubmitProposal{Proposal: h.derived(round, w.command(h))})
}

func (h *house) resubmit(ctx context.Context, w *writing, s *submission, sheet *proposalFile, round, proposal string) error {
	d, p, err := h.proposalOf(ctx, round, proposal)
	if err != nil {
		return err
	}
	was, err := h.earlier(ctx, d.Origin, w.id)
	if err != nil {
		return err
	}
	c := &workflow.SubmitProposal{Proposal: p.ID, Again: true, Base: p.Version, Previous: p.Content.Previous}
	if was != nil {
		if e, ok := was.Event.(*workflow.ProposalSubmitted); ok {
			c.Base = e.Version - 1
		}
	}
	if s.base > 0 {
		c.Base = s.base
	}
	old, err := d.sheetOf(ctx, c.Base, p)
	if err != nil {
		return err
	}
	old.overlay(sheet)
	return h.hand(ctx, w, s, old, d, c)
}

// hand fills the command with the sheet and carries it out.
func (h *house) hand(ctx context.Context, w *writing, s *submission, sheet *proposalFile, d *docket, c *workflow.SubmitProposal) error {
	c.ProposalKind, c.Laender, c.Audiences, c.Institutions, c.Ref = sheet.Kind, sheet.Laender, sheet.Audiences, sheet.Institutions, sheet.Ref
	c.Texts, c.Late = maps.Clone(sheet.texts()), s.late
	for _, p := range sheet.Contacts {
		c.Contacts = append(c.Contacts, workflow.Contact{Name: p.Name, Email: p.Email, Role: p.Role, Agreed: p.Agreed})
	}
	for _, id := range sheet.Owners {
		o, err := h.organisation(ctx, id)
		if err != nil {
			return err
		}
		c.Owners = append(c.Owners, workflow.Owner{Organisation: o.ID, Carrier: o.Carrier, Parent: o.Parent})
	}
	if err := h.link(ctx, sheet.Previous, c); err != nil {
		return err
	}
	return h.actFor(ctx, w, d, s.submitter, c)
}

// link points to the deferred proposal that is handed in anew; the desk adds how its round stood. A link once made stays as
// it was.
func (h *house) link(ctx context.Context, l *previousFile, c *workflow.SubmitProposal) error {
	if l == nil || c.Again {
		return nil
	}
	old, p, err := h.proposalOf(ctx, l.Round, l.Proposal)
	if err != nil {
		return err
	}
	c.Previous = &workflow.Link{Round: old.ID, Proposal: p.ID}
	return nil
}
