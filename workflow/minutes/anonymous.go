package minutes

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gremium/workflow"
)

// Anonymous names the participants by numbers: members by their order and body, such as „Mitglied 3 (Netzwerk)“, all others
// by the order in which they appear.
func (m *Minutes) Anonymous(r *Reader) func(pseudonym string) string {
	t := &teller{r, m}
	var others []string
	return func(pseudonym string) string {
		if pseudonym == "" || strings.HasPrefix(pseudonym, workflow.SeatKey("")) { // a seat goes by its id: its label may name a person
			return pseudonym
		}
		at := slices.IndexFunc(m.Members, func(x Member) bool { return x.Participant == pseudonym })
		if at >= 0 {
			body := m.Members[at].Body
			if b := r.Policy.Body(body); b != nil {
				body = b.Label.In(r.Lang)
			}
			return t.say("anonymous.member", "n", strconv.Itoa(at+1), "body", body)
		}
		if at = slices.Index(others, pseudonym); at < 0 {
			at, others = len(others), append(others, pseudonym)
		}
		return t.say("anonymous.office", "n", strconv.Itoa(at+1))
	}
}

// AnonymousNote says what an anonymous version leaves as it is.
func AnonymousNote(lang string) string { return words["anonymous.note"].In(lang) }

// State says which version on record it is, and whether it is approved.
func State(v *workflow.Minutes, by, approver string, r *Reader) string {
	t := &teller{Reader: r}
	n := fmt.Sprint(v.Version)
	if v.Approved > 0 {
		return t.say("state.approved", "version", n, "by", approver, "when", r.Moment(v.ApprovedAt.Time()))
	}
	return t.say("state.draft", "version", n, "by", by, "when", r.Moment(v.At.Time()))
}
