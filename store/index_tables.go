package store

// tables are all index tables. The names of the columns are those of the schema, and a test holds the two together.
var tables = []table{
	{name: "programmes", register: true, key: "id", columns: "id entry", rows: programmeRows},
	{name: "organisations", register: true, key: "id", columns: "id kind land carrier parent entry", rows: organisationRows},
	{name: "policies", register: true, key: "programme digest", columns: "programme digest id edition entry", rows: policyRows},
	{name: "listed_rounds", register: true, key: "id", columns: "id programme origin policy opening entry", rows: listedRows},
	{name: "closings", register: true, key: "round entry", columns: "round origin size root entry", rows: closingRows},
	{name: "key_changes", register: true, key: "new entry", columns: "new old signature entry unnoted", rows: keyRows},
	{name: "noted_rounds", register: true, key: "round entry", columns: "round origin size root entry change", rows: notedRows},
	{name: "acceptances", register: true, key: "origin entry", columns: "origin known known_root size root entry", rows: acceptanceRows},
	{
		name: "rounds", key: "id", rows: roundRows,
		columns: "id programme origin phase policy rubric prefix imported opened opener",
	},
	{
		name: "seats", key: "round id", rows: seatRows,
		columns: "programme round id body body_group organisation weight advisory chair holder entry vice",
	},
	{name: "erasures", key: "round request", columns: "programme round request asked_by basis person texts answer answered_by erased", rows: erasureRows},
	{name: "holds", key: "round entry", columns: "programme round entry set_by proposal lifted", rows: holdRows},
	{name: "deadlines", key: "round stage", columns: "programme round stage until entry", rows: deadlineRows},
	{name: "participants", key: "round pseudonym", columns: "programme round pseudonym capacities seat entry deputy term_from term_until left_by", rows: participantRows},
	{name: "absences", key: "round participant entry", columns: "programme round participant entry absent_from absent_until", rows: absenceRows},
	{
		name: "proposals", key: "round id", rows: proposalRows,
		columns: "programme round id number label ref kind state outcome published released submitter version checked passed missing " +
			"laender audiences institutions previous_round previous_proposal reconsideration entry",
	},
	{
		name: "owners", key: "round proposal position", rows: ownerRows, replaced: contents,
		columns: "programme round proposal position organisation carrier parent",
	},
	{name: "checks", key: "round proposal point", columns: "programme round proposal point holds version entry", rows: checkRows},
	{
		name: "assignments", key: "round proposal member", rows: assignmentRows, replaced: assigned,
		columns: "programme round proposal member entry",
	},
	{
		name: "wishes", key: "round proposal member", rows: wishRows, replaced: wishes,
		columns: "programme round proposal member wish entry",
	},
	{
		name: "comments", key: "round proposal comment version", rows: commentRows,
		columns: "programme round proposal comment version author capacity reply_to made entry",
	},
	{
		name: "questions", key: "round proposal question", rows: questionRows,
		columns: "programme round proposal question asked_by asked entry answers answered",
	},
	{
		name: "scores", key: "round proposal seat criterion", rows: scoreRows,
		columns: "programme round proposal seat criterion member deputy value version seen entry",
	},
	{
		name: "ballots", key: "round proposal ballot", rows: ballotRows,
		columns: "programme round proposal ballot closed yes no abstain voters meeting mode",
	},
	{
		name: "meetings", key: "round id", rows: meetingRows,
		columns: "programme round id kind stage starts deadline second_of invited short item put_off opened closed objection entry",
	},
	{name: "agenda", key: "round meeting position", columns: "programme round meeting position item proposal entry", rows: agendaRows},
	{
		name: "attendance", key: "round meeting seat", columns: "programme round meeting seat member deputy attendance away",
		rows: attendanceRows,
	},
	{
		name: "motions", key: "round id", rows: motionRows,
		columns: "programme round id meeting item proposal made_by ballot mode closed yes no abstain voters entry",
	},
	{
		name: "motion_votes", key: "round motion ballot seat", rows: motionVoteRows,
		columns: "programme round motion ballot seat member deputy choice version entry",
	},
	{
		name: "votes", key: "round proposal ballot seat", rows: voteRows,
		columns: "programme round proposal ballot seat member deputy choice version entry",
	},
	{
		name: "interests", key: "round proposal entry", rows: interestRows,
		columns: "programme round proposal entry participant stated_by kind declared state seat since resolved",
	},
	{
		name: "minutes", key: "round meeting version", rows: minutesRows,
		columns: "programme round meeting version digest size drafted_by entry approved_by approved",
	},
	{
		name: "decisions", key: "round proposal entry", rows: decisionRows,
		columns: "programme round proposal entry outcome proposed taken_by taken_at recorded source digest ballot set_aside confirmed told",
	},
}
