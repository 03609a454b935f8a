package workflow

// Given are the scores by criterion, „na“ for one that is not assessable, or under „vote“ the vote, that an event gives; nil for all others.
// Of a secret vote the record knows nothing.
func Given(event Event) map[string]string {
	switch e := event.(type) {
	case *ScoresCast:
		out := make(map[string]string, len(e.Scores))
		for _, s := range e.Scores {
			out[s.Criterion] = "na"
			if !s.Value.NotAssessable {
				out[s.Criterion] = s.Value.Decimal.String()
			}
		}
		return out
	case *VoteCast:
		return map[string]string{"vote": string(e.Choice)}
	}
	return nil
}
