package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"gremium/cmd/internal/exchange"
	"gremium/cmd/internal/reply"
	"gremium/store/record"
	"gremium/workflow"
)

// importing are the flags of `import`.
type importing struct {
	programme string
	dry       bool
}

func newImport(e *env) *cobra.Command {
	f := &importing{}
	cmd := e.command(spec{
		use: "import DIR", short: text{"liest Runden aus einem Ordner ein: alles oder nichts", "reads rounds from a folder: all or nothing"},
		long: text{
			`Liest die Dateien eines Ordners als Runden ein, alles oder nichts. Fehlerhafte Zeilen werden alle auf einmal genannt.
  rounds.json        Liste: id, label, criteria (id, label, scale_min, scale_max, step oder values, better), aggregation
  proposals.csv      round,proposal_id,title,decision
  reviews.csv        round,proposal_id,reviewer_id,criterion,score,scale_min,scale_max
  members.csv        reviewer_id,body (kann fehlen)
  organisations.csv  organisation_id,name,… und seats.csv round,seat,body,… (können fehlen)
Eine Entscheidung in der Datei wird als anderswo getroffen festgehalten; ohne sie endet ein Vorschlag als bewertet.
Kennungen der Quelle gelten weiter. Gibt es die Datenbank nicht, wird sie angelegt.`,
			`Reads the files of a folder as rounds, all or nothing. Lines with mistakes are named all at once.
  rounds.json        list: id, label, criteria (id, label, scale_min, scale_max, step or values, better), aggregation
  proposals.csv      round,proposal_id,title,decision
  reviews.csv        round,proposal_id,reviewer_id,criterion,score,scale_min,scale_max
  members.csv        reviewer_id,body (may be missing)
  organisations.csv  organisation_id,name,… and seats.csv round,seat,body,… (may be missing)
A decision in the file is recorded as taken elsewhere; without one a proposal ends as scored.
Ids of the source remain valid. Where there is no database one is created.`,
		},
		run: func(ctx context.Context, args []string) error { return e.importFolder(ctx, args[0], f) },
	})
	cmd.Flags().StringVar(&f.programme, "programme", "", e.say("Programm, in das die Runden kommen (sonst das einzige, oder ein neues „import“)", "programme that the rounds go into (else the only one, or a new \"import\")"))
	cmd.Flags().BoolVar(&f.dry, "dry-run", false, e.say("alles prüfen, nichts schreiben", "check everything, write nothing"))
	return cmd
}

func (e *env) importFolder(ctx context.Context, dir string, f *importing) (err error) {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return reply.New(reply.NotFound, "folder_unknown",
			fmt.Sprintf("Einen Ordner „%s“ gibt es nicht.", dir), fmt.Sprintf("There is no folder \"%s\".", dir))
	}
	defer frugal()()
	data, err := exchange.Read(os.DirFS(dir))
	var wrong exchange.Problems
	if errors.As(err, &wrong) {
		return e.reportProblems(wrong)
	}
	if err != nil {
		return err
	}
	h, done, err := e.receiving(ctx, f.dry)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, done()) }()
	return h.bringIn(ctx, data, f)
}

// reportProblems names every line that cannot be read.
func (e *env) reportProblems(ps exchange.Problems) error {
	if e.json {
		type problem struct {
			exchange.Problem
			Message string `json:"message"`
		}
		found := make([]problem, len(ps))
		for i, p := range ps {
			found[i] = problem{p, p.Text.In(e.lang)}
		}
		if err := e.object(map[string]any{"ok": false, "problems": found}); err != nil {
			return err
		}
		return exit{3}
	}
	fmt.Fprintln(e.errs, ps.In(e.lang))
	fmt.Fprintln(e.errs, e.say("gremium: %d Fehler. Nichts wurde eingelesen; verbessern Sie die genannten Stellen.",
		"gremium: %d mistakes. Nothing was imported; correct the places named.", len(ps)))
	return exit{3}
}

// receiving opens the database that takes the rounds, and makes it where there is none; for a trial run that one is thrown
// away.
func (e *env) receiving(ctx context.Context, dry bool) (h *house, done func() error, err error) {
	h, err = e.open(ctx)
	if err == nil {
		return h, h.Close, nil
	}
	if !errors.Is(err, record.ErrMissing) && !errors.Is(err, record.ErrUnfounded) {
		return nil, nil, err
	}
	if !dry {
		if h, err = e.found(ctx, ""); err != nil {
			return nil, nil, err
		}
		return h, h.Close, nil
	}
	dir, err := os.MkdirTemp("", "gremium-trial-")
	if err != nil {
		return nil, nil, fmt.Errorf("folder for the trial run: %w", err)
	}
	trial := *e
	trial.url = dir + "/gremium.db"
	if h, err = trial.found(ctx, ""); err != nil {
		return nil, nil, errors.Join(err, os.RemoveAll(dir))
	}
	return h, func() error { return errors.Join(h.Close(), os.RemoveAll(dir)) }, nil
}

// bringIn carries out everything together.
func (h *house) bringIn(ctx context.Context, data *exchange.Data, f *importing) error {
	t, err := h.target(ctx, data, f.programme)
	if err != nil {
		return err
	}
	engine := h.engine
	if f.dry {
		engine = h.rehearsal() //nolint:contextcheck // An engine outlives the request that starts it.
		defer engine.Close()
	}
	if isTerminal(h.e.errs) {
		fmt.Fprintln(h.e.errs, h.e.say("Die Dateien sind in Ordnung; die Akte wird geschrieben …", "The files are in order; the record is being written …"))
	}
	_, err = engine.Execute(ctx, data.Requests(t)...)
	if err != nil && (!f.dry || !errors.Is(err, errRehearsed)) {
		return err
	}
	return h.e.reportImport(data, t.Programme, f.dry)
}

// target finds the programme and refuses rounds that are there already.
func (h *house) target(ctx context.Context, data *exchange.Data, programme string) (*exchange.Target, error) {
	g, err := h.desk.Register(ctx)
	if err != nil {
		return nil, err
	}
	t := &exchange.Target{
		Programme: programme, Register: h.engine.RegisterOrigin(), Origin: h.engine.RoundOrigin, Pseudonym: h.engine.Pseudonym,
		Operator: workflow.Actor{Person: h.operator.Person, Name: h.operator.Name, As: workflow.Operator},
		Command:  h.newID(), ProposalID: h.newID, Organisation: map[string]workflow.Organisation{},
	}
	switch {
	case programme == "" && len(g.Programmes) == 1:
		t.Programme = g.Programmes[0].ID
	case programme == "" && len(g.Programmes) > 1:
		return nil, usagef("Es gibt mehrere Programme. Nennen Sie eines mit --programme: %s.", "There are several programmes. Name one with --programme: %s.", programmes(g))
	case programme == "":
		t.Programme, t.Title = "import", h.e.say("Eingelesene Runden", "Imported rounds")
	case g.Programme(programme) == nil:
		t.Title = programme
	}
	for i := range g.Organisations {
		t.Organisation[g.Organisations[i].ID] = g.Organisations[i]
	}
	var taken []string
	for _, id := range data.RoundIDs() {
		if g.Round(id) != nil {
			taken = append(taken, id)
		}
	}
	if len(taken) > 0 {
		ids := strings.Join(taken, ", ")
		return nil, reply.New(reply.Conflict, "id_taken",
			"Diese Runden gibt es schon: "+ids+". Nichts wurde eingelesen. Ändern Sie die Kennungen in rounds.json, oder nennen Sie mit --db eine andere Datenbank.",
			"These rounds exist already: "+ids+". Nothing was imported. Change the ids in rounds.json, or name another database with --db.")
	}
	return t, nil
}

func programmes(g *workflow.Register) string {
	ids := make([]string, len(g.Programmes))
	for i := range g.Programmes {
		ids[i] = g.Programmes[i].ID
	}
	return strings.Join(ids, ", ")
}

// imported is the answer of `import`.
type imported struct {
	OK        bool            `json:"ok"`
	DryRun    bool            `json:"dry_run"`
	Programme string          `json:"programme"`
	Counts    exchange.Counts `json:"counts"`
	Missing   int             `json:"missing_scores"` // of reviews; they count as not assessable
	Idle      []string        `json:"members_without_reviews"`
	Rounds    []importedRound `json:"rounds"`
}

type importedRound struct {
	ID        string `json:"id"`
	Ref       string `json:"ref"`
	Label     string `json:"label"`
	Proposals int    `json:"proposals"`
}

func (e *env) reportImport(data *exchange.Data, programme string, dry bool) error {
	c := data.Counts()
	if e.json {
		out := imported{OK: true, DryRun: dry, Programme: programme, Counts: c, Missing: data.Unassessed, Idle: append([]string{}, data.Idle...)}
		for _, r := range data.Rounds {
			out.Rounds = append(out.Rounds, importedRound{r.ID, r.Ref, r.Label, len(r.Proposals)})
		}
		return e.object(out)
	}
	t := e.table(text{"Runde", "Round"}, text{"Kennung der Quelle", "Id in the source"}, text{"Titel", "Title"}, text{"Vorschläge", "Proposals"})
	for _, r := range data.Rounds {
		t.row(r.ID, r.Ref, r.Label, e.loc.Int(len(r.Proposals)))
	}
	if err := t.print(); err != nil {
		return err
	}
	what := e.say("Eingelesen", "Imported")
	if dry {
		what = e.say("Geprüft, nichts geschrieben", "Checked, nothing written")
	}
	n := e.loc.Int
	e.tell("%s: %s Vorschläge, %s Personen, %s Bewertungen mit %s Werten, %s Entscheidungen der Quelle.",
		"%s: %s proposals, %s persons, %s reviews with %s scores, %s decisions of the source.",
		what, n(c.Proposals), n(c.Reviewers), n(c.Reviews), n(c.Scores), n(c.Decisions))
	if data.Unassessed > 0 {
		e.tell("Fehlende Werte, die als nicht beurteilbar gelten: %s.", "Missing scores, which count as not assessable: %s.", n(data.Unassessed))
	}
	if len(data.Idle) > 0 {
		e.tell("Ohne Bewertung und darum nicht übernommen: %s.", "Without a review and so not taken over: %s.", e.loc.List(data.Idle))
	}
	if !dry {
		e.tell("Weiter: gremium standing %s", "Next: gremium standing %s", data.Rounds[0].ID)
	}
	return nil
}
