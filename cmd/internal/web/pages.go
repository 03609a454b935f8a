package web

import "errors"

// pages are the templates of all pages, each bound to the type of what it shows.
type pages struct {
	fault    page[faultBody]
	halted   page[haltedBody]
	specimen page[specimen]

	signIn   page[signInBody]
	resume   page[resumeBody]
	password page[passwordBody]
	start    page[startBody]
	score    page[scoreBody]
	tasks    page[tasksBody]
	vote     page[voteBody]
	interest page[interestBody]
	recused  page[recusedBody]
	speech   page[speechBody]
	erase    page[eraseBody]
	receipts page[receiptsBody]

	submission page[submissionBody]
	preview    page[previewBody]
	mine       page[mineBody]
	withdraw   page[withdrawBody]

	committeePages
}

// bind looks every page up, so that a missing template fails the start and not a reader.
func (p *pages) bind(all *templates) error {
	return errors.Join(
		bind(all, "fault", &p.fault),
		bind(all, "gehalten", &p.halted),
		bind(all, "bausteine", &p.specimen),
		bind(all, "anmelden", &p.signIn),
		bind(all, "weiter", &p.resume),
		bind(all, "konto", &p.password),
		bind(all, "start", &p.start),
		bind(all, "bewerten", &p.score),
		bind(all, "aufgaben", &p.tasks),
		bind(all, "abstimmen", &p.vote),
		bind(all, "interesse", &p.interest),
		bind(all, "befangen", &p.recused),
		bind(all, "sagen", &p.speech),
		bind(all, "loeschen", &p.erase),
		bind(all, "quittungen", &p.receipts),
		bind(all, "einreichen", &p.submission),
		bind(all, "vorschau", &p.preview),
		bind(all, "meine", &p.mine),
		bind(all, "zurueckziehen", &p.withdraw),
		p.committeePages.bind(all),
	)
}

// bind finds one page.
func bind[T any](all *templates, name string, to *page[T]) (err error) {
	*to, err = find[T](all, name)
	return err
}
