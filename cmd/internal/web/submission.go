package web

import (
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/view"
)

// The fields of a proposal's form beside its texts, which are called as the policy calls them.
const (
	fieldKind        = "kind"
	fieldLand        = "land"
	fieldOwner       = "owner"
	fieldAudience    = "audience"
	fieldInstitution = "institution"
	fieldContactName = "contact-name"
	fieldContactRole = "contact-role"
	fieldContactMail = "contact-email"
	fieldContactYes  = "contact-agreed" // holds the indexes of the rows that agreed
)

// textPaths are the texts that a proposal's form asks for, in the order of the form.
func textPaths(rules *policy.Policy) []string {
	paths := append([]string{"title"}, policy.TextNames()...)
	for _, q := range rules.Questions {
		paths = append(paths, q.ID)
	}
	return paths
}

// submissionOf is a recorded proposal as its form holds it.
func submissionOf(rules *policy.Policy, content *workflow.ProposalSubmitted, texts map[string]string) url.Values {
	in := url.Values{}
	for _, path := range textPaths(rules) {
		in.Set(path, texts[path])
	}
	in.Set(fieldKind, content.ProposalKind)
	in[fieldLand] = slices.Clone(content.Laender)
	in[fieldAudience], in[fieldInstitution] = slices.Clone(content.Audiences), slices.Clone(content.Institutions)
	for _, o := range content.Owners {
		in.Add(fieldOwner, o.Organisation)
	}
	for i, agreed := range content.Contacts {
		at := "contact/" + strconv.Itoa(i) + "/"
		in.Add(fieldContactName, texts[at+"name"])
		in.Add(fieldContactRole, texts[at+"role"])
		in.Add(fieldContactMail, texts[at+"email"])
		if agreed {
			in.Add(fieldContactYes, strconv.Itoa(i))
		}
	}
	return in
}

// overSubmission puts a draft, kept section by section, over what a form holds.
func overSubmission(in url.Values, d *draft) url.Values {
	out := maps.Clone(in)
	for _, section := range submissionSections() {
		kept, ok := d.Parts[section.id]
		if !ok {
			continue
		}
		values, err := url.ParseQuery(kept.Value)
		if err != nil {
			continue // a part that cannot be read counts as none
		}
		for _, name := range section.owns(out, values) {
			out[name] = values[name]
		}
	}
	return out
}

// submissionParts divides what a form holds into the sections of its draft.
func submissionParts(in url.Values) map[string]draftPart {
	out := map[string]draftPart{}
	for _, section := range submissionSections() {
		values := url.Values{}
		for _, name := range section.owns(in) {
			if len(in[name]) > 0 {
				values[name] = in[name]
			}
		}
		out[section.id] = draftPart{Value: values.Encode()}
	}
	return out
}

// contacts are the rows that hold anything.
func contacts(in url.Values) []workflow.Contact {
	at := func(field string, i int) string {
		if i < len(in[field]) {
			return strings.TrimSpace(in[field][i])
		}
		return ""
	}
	var out []workflow.Contact
	for i := range max(len(in[fieldContactName]), len(in[fieldContactMail]), len(in[fieldContactRole])) {
		c := workflow.Contact{
			Name: at(fieldContactName, i), Email: at(fieldContactMail, i), Role: at(fieldContactRole, i),
			Agreed: slices.Contains(in[fieldContactYes], strconv.Itoa(i)),
		}
		if c.Name+c.Email+c.Role != "" {
			out = append(out, c)
		}
	}
	return out
}

// submissionCommand is the command that hands in what a form holds. again is the proposal that is handed in anew, nil for a
// new one, whose id is the command's own.
func submissionCommand(rules *policy.Policy, g *workflow.Register, in url.Values, id string, again *view.Proposal, base uint64) *workflow.SubmitProposal {
	c := &workflow.SubmitProposal{
		Proposal: id, ProposalKind: in.Get(fieldKind), Laender: in[fieldLand], Audiences: in[fieldAudience],
		Institutions: in[fieldInstitution], Contacts: contacts(in), Texts: map[string]string{},
	}
	if again != nil {
		c.Proposal, c.Again, c.Base = again.ID, true, base
		c.Previous, c.Ref = again.Content.Previous, again.Content.Ref
	}
	if again == nil {
		c.Previous = previousOf(in)
	}
	for _, path := range textPaths(rules) {
		c.Texts[path] = in.Get(path)
	}
	c.Late = in.Get(fieldLate)
	for _, owner := range in[fieldOwner] {
		if owner == "" || slices.ContainsFunc(c.Owners, func(o workflow.Owner) bool { return o.Organisation == owner }) {
			continue
		}
		o := workflow.Owner{Organisation: owner}
		if known := g.Organisation(owner); known != nil {
			o.Carrier, o.Parent = known.Carrier, known.Parent
		}
		c.Owners = append(c.Owners, o)
	}
	return c
}

// flaw is something that keeps a proposal from being handed in: the refusal, and the field that it is about, empty where it
// is about none.
type flaw struct {
	field   string
	refusal *workflow.Refusal
}

// mostFlaws bounds how many flaws of one form are looked for.
const mostFlaws = 40

// flaws asks the rules for everything that is wrong with a command: after each refusal the field is given a value that would
// do, and the rules are asked again. So no rule is written a second time here.
func flaws(rules *policy.Policy, try func(workflow.Command) *workflow.Refusal, c *workflow.SubmitProposal) []flaw {
	c = cloneSubmission(c)
	var out []flaw
	for range mostFlaws {
		ref := try(c)
		if ref == nil {
			break
		}
		field := mend(rules, c, ref)
		out = append(out, flaw{field, ref})
		if field == "" {
			break
		}
	}
	slices.SortStableFunc(out, func(a, b flaw) int { return fieldPlace(a.field) - fieldPlace(b.field) })
	return out
}

// fieldPlace is where a field stands in the form; what the policy asks further comes last.
func fieldPlace(field string) int {
	n := 0
	for _, section := range submissionSections() {
		for _, f := range section.fields {
			if f == field {
				return n
			}
			n++
		}
	}
	return n
}

func cloneSubmission(c *workflow.SubmitProposal) *workflow.SubmitProposal {
	out := *c
	out.Texts, out.Contacts = maps.Clone(c.Texts), slices.Clone(c.Contacts)
	return &out
}

// mend gives the field that a refusal is about a value that would do, and answers the field.
func mend(rules *policy.Policy, c *workflow.SubmitProposal, ref *workflow.Refusal) string {
	switch field := ref.Detail["field"]; ref.Code {
	case "text_missing", "text_too_long", "text_invalid":
		if i, of, ok := contactPath(field); ok && i < len(c.Contacts) {
			c.Contacts[i] = workflow.Contact{Name: "-"}
			return of
		}
		if field == fieldLate {
			c.Late = "-"
		} else {
			c.Texts[field] = "-"
		}
		return field
	case "late_reason_missing":
		c.Late = "-"
		return fieldLate
	case "owner_missing", "organisation_unknown":
		c.Owners = []workflow.Owner{{Organisation: "-"}}
		return fieldOwner
	case "option_unknown":
		return mendOption(rules, c, field)
	case "land_unknown":
		c.Laender = nil
		return fieldLand
	case "name_missing":
		for i := range c.Contacts {
			c.Contacts[i].Name = "-"
		}
		return fieldContactName
	}
	return ""
}

func mendOption(rules *policy.Policy, c *workflow.SubmitProposal, field string) string {
	switch {
	case field == "kind" && len(rules.Kinds) > 0 && c.ProposalKind != rules.Kinds[0].ID:
		c.ProposalKind = rules.Kinds[0].ID
		return fieldKind
	case field == "audiences" && c.Audiences != nil:
		c.Audiences = nil
		return fieldAudience
	case field == "institutions" && c.Institutions != nil:
		c.Institutions = nil
		return fieldInstitution
	}
	return ""
}

// contactPath reads the path of a contact's text: contact/0/name.
func contactPath(path string) (index int, field string, ok bool) {
	rest, ok := strings.CutPrefix(path, "contact/")
	if !ok {
		return 0, "", false
	}
	number, name, _ := strings.Cut(rest, "/")
	index, err := strconv.Atoi(number)
	return index, "contact-" + name, err == nil && index >= 0
}
