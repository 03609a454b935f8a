package policy

// form names the keys of a policy document. A value that is absent stays as it is in p; what is its type's zero value
// is not written, so that a later edition of this program can add keys without changing digests.
func (p *Policy) form(f *form) {
	f.id(&p.ID)
	f.count("edition", &p.Edition, 1, true)
	if !f.reading() || f.doc.pinned { // nobody writes it by hand
		f.flag("imported", &p.Imported)
	}
	f.text("title", &p.Title, true)
	f.text("about", &p.About, false)
	f.object("scale", false, p.Scale.form)
	f.object("weights", false, p.Weights.form)
	f.object("thresholds", false, p.Thresholds.form)
	list(f, "criteria", &p.Criteria, true, (*Criterion).form)
	list(f, "bodies", &p.Bodies, true, (*Body).form)
	f.object("aggregation", true, p.Aggregation.form)
	f.object("quorum", true, p.Quorum.form)
	f.object("majority", true, p.Majority.form)
	f.object("ballots", false, p.Ballots.form)
	f.object("selected", false, p.Selected.form)
	f.object("minimum_scores", true, p.Minimum.form)
	f.object("assignment", false, p.Assignment.form)
	f.object("justification", true, p.Justification.form)
	f.object("blindness", true, p.Blindness.form)
	f.object("discussion", false, p.Discussion.form)
	f.object("interests", false, p.Interests.form)
	f.object("deadlines", false, p.Deadlines.form)
	f.object("release", false, p.Release.form)
	f.object("retention", false, p.Retention.form)
	list(f, "kinds", &p.Kinds, false, (*Option).form)
	list(f, "audiences", &p.Audiences, false, (*Option).form)
	list(f, "institutions", &p.Institutions, false, (*Option).form)
	f.words("required", &p.Required)
	list(f, "questions", &p.Questions, false, (*Question).form)
	list(f, "eligibility", &p.Eligibility, false, (*Point).form)
	f.object("limits", false, p.limits)
}

// limitNames are the texts whose length a policy can limit.
func limitNames() []string {
	return append(TextNames(), "default", "title", "question", "justification", "remark", "note", "rationale")
}

func (p *Policy) limits(f *form) {
	for _, name := range limitNames() {
		n := p.Limits[name]
		f.count(name, &n, 1, false)
		if n == 0 || !f.reading() {
			continue
		}
		if p.Limits == nil {
			p.Limits = map[string]int{}
		}
		p.Limits[name] = n
	}
}

func (b *Basis) form(f *form) {
	f.flag("assumption", &b.Assumption)
	f.text("source", &b.Source, false)
}

func (c *Criterion) form(f *form) {
	f.id(&c.ID)
	f.text("label", &c.Label, true)
	f.text("guide", &c.Guide, false)
	list(f, "aspects", &c.Aspects, false, func(a *Aspect, f *form) {
		f.id(&a.ID)
		f.text("label", &a.Label, true)
	})
	list(f, "levels", &c.Levels, false, func(l *Level, f *form) {
		f.decimal("value", &l.Value, true)
		f.text("label", &l.Label, true)
		f.text("anchor", &l.Anchor, false)
	})
	if f.reading() || c.Steps != nil {
		f.object("steps", false, func(f *form) {
			if c.Steps == nil {
				c.Steps = &Steps{}
			}
			f.decimal("min", &c.Steps.Min, true)
			f.decimal("max", &c.Steps.Max, true)
			f.decimal("step", &c.Steps.Step, true)
		})
	}
	if f.reading() || len(c.Levels) == 0 && c.Steps == nil {
		f.decimals("values", &c.Values)
	}
	f.choice("better", &c.Better, Higher, Lower)
	f.flag("not_assessable", &c.NotAssessable)
	f.decimal("weight", &c.Weight, true)
	f.maybe("threshold", &c.Threshold)
}

func (b *Body) form(f *form) {
	f.id(&b.ID)
	f.text("label", &b.Label, true)
	f.text("about", &b.About, false)
	list(f, "groups", &b.Groups, false, (*Option).form)
}

func (o *Option) form(f *form) {
	f.id(&o.ID)
	f.text("label", &o.Label, true)
	f.text("note", &o.Note, false)
}

func (q *Question) form(f *form) {
	f.id(&q.ID)
	f.text("label", &q.Label, true)
	f.text("guide", &q.Guide, false)
	f.flag("required", &q.Required)
}

func (p *Point) form(f *form) {
	f.id(&p.ID)
	f.text("label", &p.Label, true)
	f.text("guide", &p.Guide, false)
}

func (a *Aggregation) form(f *form) {
	a.Basis.form(f)
	f.choice("method", &a.Method, Mean, Median, Trimmed)
	f.choice("over", &a.Over, OverMembers, OverBodies)
	f.count("trim", &a.Trim, 1, false)
}

func (q *Quorum) form(f *form) {
	q.Basis.form(f)
	f.share("more_than", &q.MoreThan)
	f.count("minimum", &q.Minimum, 0, false)
	f.flag("all_invited", &q.AllInvited)
	f.flag("second_meeting", &q.Second)
}

func (b *Ballots) form(f *form) {
	b.Basis.form(f)
	f.maybeChoice("requires", &b.Requires, RequiresMeeting)
	f.maybeChoice("secrecy", &b.Secrecy, SecrecyOnDemand)
	f.count("secret_at_least", &b.SecretAtLeast, 2, false)
}

func (m *Majority) form(f *form) {
	m.Basis.form(f)
	f.share("more_than", &m.MoreThan)
	f.share("at_least", &m.AtLeast)
	f.choice("abstentions", &m.Abstentions, AbstentionsNotCounted, AbstentionsAsNo)
	f.choice("tie", &m.Tie, TieRejects, TieChair)
	f.flag("each_body", &m.EachBody)
	f.words("consent", &m.Consent)
}

func (m *Minimum) form(f *form) {
	m.Basis.form(f)
	f.count("per_proposal", &m.PerProposal, 0, false)
	f.count("per_body", &m.PerBody, 0, false)
}

func (a *Assignment) form(f *form) {
	a.Basis.form(f)
	f.count("per_proposal", &a.PerProposal, 1, false)
	f.count("per_body", &a.PerBody, 1, false)
}

func (j *Justification) form(f *form) {
	j.Basis.form(f)
	f.choice("owed", &j.Owed, OwedAtEnds, OwedAlways, OwedNever)
	f.flag("not_assessable", &j.NotAssessable)
}

func (b *Blindness) form(f *form) {
	b.Basis.form(f)
	f.choice("until", &b.Until, BlindUntilOwn, BlindUntilClosed, BlindNever)
}

func (i *Interests) form(f *form) {
	i.Basis.form(f)
	f.choice("decided_by", &i.DecidedBy, DecidedByCommittee, DecidedByCoordinator, DecidedByDeclaration)
	f.maybeChoice("quorum_base", &i.QuorumBase, BaseExcluded, BaseIncluded)
	list(f, "kinds", &i.Kinds, true, (*Option).form)
	f.words("of_seat", &i.OfSeat)
}

func (d *Deadlines) form(f *form) {
	d.Basis.form(f)
	f.count("call", &d.Call, 1, false)
	f.count("return", &d.Return, 1, false)
	f.count("scoring", &d.Scoring, 1, false)
	f.count("invitation", &d.Invitation, 1, false)
	f.count("grace", &d.Grace, 1, false)
	f.words("binding", &d.Binding)
	f.words("late", &d.Late)
}
