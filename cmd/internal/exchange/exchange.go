// Package exchange reads rounds from a folder of plain files and writes them back: what another system, or a spreadsheet,
// knows of a selection.
//
//	rounds.json        array: id, label, criteria [id, label, scale_min, scale_max, step, values?, better], aggregation?
//	proposals.csv      round,proposal_id,title,decision
//	reviews.csv        round,proposal_id,reviewer_id,criterion,score,scale_min,scale_max
//	members.csv        reviewer_id,body                              optional; also round, name
//	organisations.csv  organisation_id,name                          optional; also kind, land, carrier, parent
//	seats.csv          round,seat,body                               optional; also organisation, label, weight, advisory, chair, reviewer_id
//
// Files are UTF-8, columns are found by their names and may stand in any order, and columns not named here are passed
// over. An empty score says that the reviewer could not assess the criterion, as does a criterion that is missing from a
// review. "aggregation" is mean, median or trimmed, or an object of method, trim (how many to drop at each end) and over
// (members or bodies).
//
// Ids of the source are kept as refs. The id of a round is made from the source's where that has other characters than
// small letters, digits and "-", "_", "." (see RoundID).
package exchange

import (
	"gremium/policy"
)

// Data is a folder that was read without a mistake.
type Data struct {
	Rounds        []*Round
	Organisations []Organisation
	// Digests are the SHA-256 of the files by name, as "sha256:" and hex digits.
	Digests map[string]string
	// Unassessed counts the criteria that are missing from a review and count as not assessable.
	Unassessed int
	// Idle are members of members.csv who have no review and are not taken over.
	Idle []string
}

// Round is one round of the source.
type Round struct {
	ID        string // as it will be in Gremium
	Ref       string // as the source calls it
	Label     string
	Policy    *policy.Policy
	Proposals []Proposal
	Reviewers []Reviewer
	Seats     []Seat

	form       *roundForm
	criteria   map[string]int
	byProposal map[string]int
	byReviewer map[string]int
	seatIDs    map[string]bool // of seats.csv
	bodies     []string
}

// Proposal is a proposal with its reviews in the order in which they stand in the file.
type Proposal struct {
	Ref, Title, Decision string
	Sheets               []Sheet
}

// Sheet is one reviewer's review; Values are in the order of the criteria.
type Sheet struct {
	Reviewer int // index among the round's reviewers
	Values   []policy.Value

	given []bool
}

// Reviewer is who reviewed in a round, and the seat held there.
type Reviewer struct {
	Ref, Name, Seat string
}

// Seat is a seat in a body of the committee.
type Seat struct {
	ID, Body, Organisation, Label string
	Weight                        int
	Advisory, Chair               bool
}

// Organisation is an organisation that seats belong to.
type Organisation struct {
	ID, Name, Kind, Land, Carrier, Parent string
}

// Counts are how much there is of everything.
type Counts struct {
	Rounds    int `json:"rounds"`
	Proposals int `json:"proposals"`
	Reviewers int `json:"reviewers"`
	Reviews   int `json:"reviews"`
	Scores    int `json:"scores"`
	Decisions int `json:"decisions"`
}

// Counts counts. A score counts where something was assessed.
func (d *Data) Counts() Counts {
	c := Counts{Rounds: len(d.Rounds)}
	for _, r := range d.Rounds {
		c.Proposals += len(r.Proposals)
		c.Reviewers += len(r.Reviewers)
		for i := range r.Proposals {
			p := &r.Proposals[i]
			c.Reviews += len(p.Sheets)
			if p.Decision != "" {
				c.Decisions++
			}
			for j := range p.Sheets {
				for _, v := range p.Sheets[j].Values {
					if !v.NotAssessable {
						c.Scores++
					}
				}
			}
		}
	}
	return c
}
