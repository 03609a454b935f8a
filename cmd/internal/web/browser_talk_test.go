package web

import (
	"testing"

	"gremium/workflow"
)

// talksInTheBrowser comments on a proposal that was scored, and changes the comment.
func talksInTheBrowser(p *person) {
	p.t.Helper()
	p.Go(p.base + firstAt)
	p.Fill("#text", "Der Ablauf ist erprobt, die Wirkung noch nicht.")
	p.Await("#eingabe > .inner > .status.good")
	p.see("diskussion-entwurf")
	p.Reload()
	if got := p.Value("#text"); got != "Der Ablauf ist erprobt, die Wirkung noch nicht." {
		p.t.Errorf("the draft of a comment reads %q", got)
	}
	p.Follow(`form[action$="/diskussion"] .btn`)
	p.says("#diskussion .box.good b", "Kommentar 1 ist eingetragen")
	p.Go(p.base + talkPath + "/aendern/1")
	p.Fill("#text", "Der Ablauf ist erprobt, die Wirkung ist belegt.")
	p.see("kommentar-aendern")
	p.Follow("form .btn.primary")
	p.says("#kommentar-1 summary", "geändert am")
	p.Click("#kommentar-1 summary")
	p.see("diskussion")
}

// talked is a round in which a proposal was completed, asked about and answered, and another one waits for an answer; who has
// a draft of a comment that was changed meanwhile finds both.
func talked(t *testing.T) *roundHouse {
	t.Helper()
	h := newRound(t)
	h.submit("a")
	h.act(h.who[office], workflow.Coordinator, roundID, &workflow.ReturnProposal{Proposal: "a", Missing: []string{"success"}, Note: "Wer bestätigt es?"})
	again := proposalCommand("a")
	again.Again, again.Base, again.Laender = true, 1, []string{"SN", "TH"}
	again.Texts["success"] = "Drei Häuser bestätigen es schriftlich."
	h.act(h.who[submitter], workflow.Submitter, roundID, again)
	h.act(h.who[office], workflow.Coordinator, roundID, &workflow.AskQuestion{Proposal: "a", Text: "Welche Häuser sind es?"},
		&workflow.AskQuestion{Proposal: "a", Text: "Seit wann?"})
	h.act(h.who[submitter], workflow.Submitter, roundID, &workflow.AnswerQuestion{Proposal: "a", Question: 1, Text: "Zwei Jobcenter und eine Agentur."})
	h.act(h.who[office], workflow.Coordinator, roundID, &workflow.MakeComment{Proposal: "a", Text: "Der Nachweis liegt vor."})
	b := h.signedIn(office)
	old := b.get(talkPath + "/aendern/1")
	b.said(talkPath+"/aendern/1", "Der Nachweis liegt schriftlich vor.")
	b.send(old, talkPath+"/aendern/1", fieldText, "Der Nachweis liegt seit gestern vor.")
	return h
}
