package workflow

import (
	"maps"
	"time"

	"gremium/policy"
	"gremium/workflow/ledger"
)

// Encode writes the entry of a record.
func Encode(r *Record, salt [32]byte) ([]byte, error) { return encode(nil, r, salt) }

// Make gives an empty event of a kind.
func Make(k Kind) Event { return kinds[k].make() }

// Update tells whether golden files are to be written anew.
func Update() bool { return *update }

// OfRegister tells whether a kind belongs to the register, OfProposal whether it concerns a proposal.
func OfRegister(k Kind) bool { return kinds[k].register }

// OfProposal tells whether a kind concerns a proposal.
func OfProposal(k Kind) bool { return kinds[k].proposal }

// RefusalWords are the sentences of all refusals.
func RefusalWords() map[string]policy.Text {
	all := maps.Clone(refusalWords)
	maps.Copy(all, meetingWords)
	return all
}

// MeetingWords are the sentences of the refusals about meetings and ballots.
func MeetingWords() map[string]policy.Text { return maps.Clone(meetingWords) }

// Contradictions are what an inconsistent entry is said to be.
func Contradictions() map[string]policy.Text { return maps.Clone(contradictions) }

// SpokenWords are the words of the domain in sentences.
func SpokenWords() map[string]policy.Text { return maps.Clone(spoken) }

// Local is what the committee's clocks show at an instant.
func Local(t ledger.Instant) ledger.Instant { return local(t) }

// EndOfDay is the last instant of a day on the committee's clocks.
func EndOfDay(year int, month time.Month, day int) ledger.Instant { return endOfDay(year, month, day) }

// Who are the capacities that the catalogue lets cause a kind.
func Who(k Kind) (out []Capacity) {
	for _, c := range []Capacity{Member, Coordinator, Submitter, Operator} {
		if kinds[k].who&c.bit() != 0 {
			out = append(out, c)
		}
	}
	return out
}

// Sources are where the tables let a kind start from; no stages where it asks nothing of a meeting.
func Sources(k Kind) (phases []Phase, states []State, stages []Stage) {
	l, t := lifecycle(), kinds[k].transition
	return l.round[t].sources(), l.proposal[t].sources(), l.meeting[t].sources()
}

func (w ways[S]) sources() (out []S) {
	for i := range w {
		out = append(out, w[i].from)
	}
	return out
}
