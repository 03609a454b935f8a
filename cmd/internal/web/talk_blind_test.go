package web

import (
	"testing"

	"gremium/workflow"
)

// Two worlds that differ in what was said about a proposal, and in how much, give the same pages, byte by byte, to who has yet
// to score it and to who handed it in.
func TestCommentsShowOnNoPageOfOthers(t *testing.T) {
	t.Parallel()
	for email, lift := range map[string]string{network: network, both: both, submitter: ""} {
		world := func(talk, lifted bool) map[string]string {
			h := reviewed(t)
			say := func(who string, as workflow.Capacity, c *workflow.MakeComment) {
				c.Proposal = "a"
				h.act(h.who[who], as, roundID, c)
			}
			say(ministry, workflow.Member, &workflow.MakeComment{Text: "Das trägt weit."})
			if talk {
				say(office, workflow.Coordinator, &workflow.MakeComment{ReplyTo: 1, Text: "Womit ist es belegt?"})
				say(ministry, workflow.Member, &workflow.MakeComment{Edits: 1, Base: 1, Text: "Das trägt nicht weit."})
			}
			if lifted {
				h.score(lift, "a")
			}
			return h.everyPage(email)
		}
		same := func(lifted bool) (unlike string) {
			one, two := world(false, lifted), world(true, lifted)
			for at, page := range one {
				if x := difference(page, two[at]); x != "" {
					unlike = at + ": " + x
				}
			}
			return unlike
		}
		if unlike := same(false); unlike != "" {
			t.Errorf("%s learns at %s", email, unlike)
		}
		if lift != "" && same(true) == "" {
			t.Errorf("nothing was hidden from %s: the worlds do not differ afterwards either", email)
		}
	}
}

// Who of the office has asked shows on no page of who was asked.
func TestWhoAsksShowsOnNoPageOfTheSubmitter(t *testing.T) {
	t.Parallel()
	world := func(asker string) map[string]string {
		h := reviewed(t)
		h.act(h.who[office], workflow.Coordinator, roundID, &workflow.MakeComment{Proposal: "b", Text: "Die eine ist da."})
		h.act(h.who[both], workflow.Coordinator, roundID, &workflow.AskQuestion{Proposal: "b", Text: "Wie lange?"})
		h.act(h.who[asker], workflow.Coordinator, roundID, &workflow.AskQuestion{Proposal: "a", Text: "Wie viele?"})
		return h.everyPage(submitter)
	}
	one, two := world(office), world(both)
	for at, page := range one {
		if unlike := difference(page, two[at]); unlike != "" {
			t.Errorf("the submitter learns at %s: %s", at, unlike)
		}
	}
	holds(t, "the page", one[firstAt], "Wie viele?")
}
