package demo

import (
	"gremium/workflow"
)

// Remark is what somebody says in the discussion of a proposal.
type Remark struct {
	By, Text string
	Again    string // what the author made of it afterwards; empty where nothing
	To       int    // number of the remark that it answers, from 1; 0 for none
}

// Question is what the office asks who handed a proposal in; the answer is empty where there is none yet.
type Question struct {
	Ask, Answer string
}

// talk lets people talk about the i-th proposal once scoring is closed.
func (p *player) talk(i int, w *Way) {
	for j, x := range w.Talk {
		at, as := p.calendar.at(dayTalk+j/3, 60+i*7+j*41), workflow.Member
		if x.By == p.office {
			as = workflow.Coordinator
		}
		p.by(x.By, as, at, &workflow.MakeComment{Proposal: p.ids[w.Key], ReplyTo: x.To, Text: x.Text})
		if x.Again != "" {
			p.by(x.By, as, p.calendar.at(dayTalk+j/3, 75+i*7+j*41), &workflow.MakeComment{
				Proposal: p.ids[w.Key], Edits: j + 1, Base: 1, Text: x.Again,
			})
		}
	}
}

// ask lets the office ask who handed the i-th proposal in, from a day on, and them answer on the next one.
func (p *player) ask(i, day int, w *Way, x *Proposal) {
	who, as := p.hander(x)
	for j, q := range w.Questions {
		p.coordinates(p.calendar.at(day, 40+i*11+j*3), &workflow.AskQuestion{Proposal: p.ids[w.Key], Text: q.Ask})
		if q.Answer != "" {
			p.by(who, as, p.calendar.at(day+1, 40+i*11+j*3), &workflow.AnswerQuestion{Proposal: p.ids[w.Key], Question: j + 1, Text: q.Answer})
		}
	}
}
