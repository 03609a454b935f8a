package policy

import "strings"

func (d *Deadlines) text() Text {
	var parts []Text
	for _, one := range []struct {
		days   int
		de, en string
	}{
		{d.Call, "Einreichen: %d Tage.", "Submission: %d days."},
		{d.Return, "Nachreichen: %d Tage.", "Handing in again: %d days."},
		{d.Scoring, "Bewerten: %d Tage.", "Scoring: %d days."},
		{d.Invitation, "Ladung: %d Tage vor der Sitzung.", "Invitation: %d days before the meeting."},
	} {
		if one.days > 0 {
			parts = append(parts, say(one.de, one.en, one.days))
		}
	}
	return sentences(append(parts, d.bindingText()...)...)
}

// bindingText says what comes after a deadline.
func (d *Deadlines) bindingText() []Text {
	var parts []Text
	if len(d.Binding) > 0 {
		parts = append(parts, listed("Nach der Frist endet: %.", "After its deadline ends: %.", d.Binding))
	}
	if d.Grace > 0 {
		parts = append(parts, say("Nachfrist: %d Stunden.", "Period of grace: %d hours.", d.Grace))
	}
	if len(d.Late) > 0 {
		parts = append(parts, listed("Verspätet mit Begründung möglich: %.", "Possible late with a reason: %.", d.Late))
	}
	return parts
}

// listed puts the names of stages where the texts have a %.
func listed(de, en string, stages []string) Text {
	var names Text
	for i, s := range stages {
		name := StageName(s)
		if i > 0 {
			names.DE, names.EN = names.DE+", ", names.EN+", "
		}
		names.DE, names.EN = names.DE+name.DE, names.EN+name.EN
	}
	return Text{strings.Replace(de, "%", names.DE, 1), strings.Replace(en, "%", names.EN, 1)}
}

// StageName is what a stage is called; a word that is no stage is its own name.
func StageName(stage string) Text {
	switch stage {
	case StageCall:
		return Text{"Einreichen", "submission"}
	case StageReturn:
		return Text{"Nachreichen", "handing in again"}
	case StageScoring:
		return Text{"Bewerten", "scoring"}
	}
	return Text{stage, stage}
}
