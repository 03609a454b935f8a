package workflow

import (
	"slices"
	"strconv"
	"strings"

	"gremium/policy"
)

// laender are the ISO 3166-2:DE codes, and DE for nationwide.
var laender = []string{"BB", "BE", "BW", "BY", "DE", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH"}

// Laender lists the codes a proposal may name, DE meaning nationwide.
func Laender() []string { return slices.Clone(laender) }

func (r *Round) permitSubmission(rec *Record, e *ProposalSubmitted, f *found) *Refusal {
	stage := policy.StageCall
	if f.proposal != nil {
		stage = policy.StageReturn
	}
	if ref := r.permitInTime(rec.At, stage, f.proposal, e.has("late")); ref != nil {
		return ref
	}
	if p := f.proposal; p == nil {
		if !validID(rec.Proposal) || r.looksLikeNumber(rec.Proposal) {
			return refuse("id_invalid", "record", "id", rec.Proposal)
		}
		if e.Version != 1 {
			return inconsistent("first_version")
		}
		if e.Previous != nil && e.Previous.Round == r.ID {
			return refuse("previous_same_round", "lifecycle")
		}
	} else {
		if ref := r.permitOwn(rec, f); ref != nil {
			return ref
		}
		if e.Version != p.Version+1 {
			return refuse("stale_proposal", "record", "current", num(p.Version), "seen", num(e.Version-1))
		}
		if !sameLink(e.Previous, p.Content.Previous) {
			return inconsistent("previous")
		}
	}
	for _, path := range r.required() {
		if !e.has(path) {
			return refuse("text_missing", "policy", "field", path)
		}
	}
	if r.Imported {
		return nil
	}
	return r.permitContent(e)
}

// sameLink tells whether a version refers to the same deferred proposal as the one before it.
func sameLink(a, b *Link) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

// looksLikeNumber tells whether an id could be taken for a proposal's number, by which people call it.
func (r *Round) looksLikeNumber(id string) bool {
	rest := strings.TrimPrefix(id, strings.ToLower(r.Prefix)+"-")
	return strings.Trim(rest, "0123456789") == ""
}

// required are the texts a proposal must have: the title, and those the policy names.
func (r *Round) required() []string { return append([]string{"title"}, r.Policy.Required...) }

func (r *Round) permitContent(e *ProposalSubmitted) *Refusal {
	if len(e.Owners) == 0 {
		return refuse("owner_missing", "policy")
	}
	if ref := option("kind", []string{e.ProposalKind}, optionIDs(r.Policy.Kinds)); ref != nil {
		return ref
	}
	if ref := option("audiences", e.Audiences, optionIDs(r.Policy.Audiences)); ref != nil {
		return ref
	}
	if ref := option("institutions", e.Institutions, optionIDs(r.Policy.Institutions)); ref != nil {
		return ref
	}
	for _, l := range e.Laender {
		if !slices.Contains(laender, l) {
			return refuse("land_unknown", "record", "land", l)
		}
	}
	for i := range e.Contacts {
		if !e.has("contact/" + strconv.Itoa(i) + "/name") {
			return refuse("name_missing", "record")
		}
	}
	return nil
}

// option checks that the values are among those the policy provides for.
func option(field string, values, allowed []string) *Refusal {
	for _, v := range values {
		if !slices.Contains(allowed, v) {
			return refuse("option_unknown", "policy", "field", field, "value", v, "allowed", strings.Join(allowed, ", "))
		}
	}
	return nil
}
