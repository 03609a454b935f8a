package cli

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"gremium/cmd/internal/reply"
	"gremium/cmd/internal/web"
	"gremium/cmd/internal/witness"
	"gremium/store/anchor"
	"gremium/store/record"
	"gremium/workflow"
	"gremium/workflow/proof"
)

// found opens the files of a witness, and makes them where neither is there.
func (s *witnessing) found() (*proof.Cosigner, error) {
	key, err := s.open()
	if !errors.Is(err, record.ErrKeyMissing) {
		return key, err
	}
	switch known, err := anchor.LoadSeen(s.stateFile()); {
	case err == nil && len(known) > 0:
		return nil, reply.New(reply.Conflict, "witness_key_missing",
			fmt.Sprintf("Der Stand „%s“ ist da, die Schlüsseldatei „%s“ fehlt. Stellen Sie sie wieder her. Ist sie verloren, verschieben Sie den Stand an einen anderen Ort, starten Sie mit neuem Schlüssel, und geben Sie ihn allen, die sich auf diesen Zeugen verlassen.", s.stateFile(), s.key),
			fmt.Sprintf("The state \"%s\" is there, the key file \"%s\" is missing. Restore it. If it is lost, move the state elsewhere, start with a new key, and give it to everybody who relies on this witness.", s.stateFile(), s.key))
	case err != nil && !errors.Is(err, record.ErrSizesMissing):
		return nil, s.wrongState(err)
	}
	if s.name == "" {
		return nil, usagef("Der Zeuge hat noch keinen Schlüssel unter „%s“. Nennen Sie beim ersten Start mit --name, wie er heißt, etwa zeuge.example.org.", "The witness has no key yet at \"%s\". At the first start say with --name what it is called, such as witness.example.org.", s.key)
	}
	text, _, err := proof.NewCosigner(rand.Reader, s.name)
	if errors.Is(err, proof.ErrKey) {
		return nil, usagef("„%s“ kann kein Name sein: Er ist leer oder enthält Leerzeichen oder ein Pluszeichen.", "\"%s\" cannot be a name: it is empty or has blanks or a plus sign.", s.name)
	}
	if err != nil {
		return nil, err
	}
	if err := anchor.StartSeen(s.stateFile()); err != nil { // ahead of the key: a key without its state is refused
		return nil, err
	}
	if err := anchor.KeepCosigner(s.key, text); err != nil {
		return nil, err
	}
	return s.open()
}

// open reads the files of a witness. The error wraps record.ErrKeyMissing where there is no key.
func (s *witnessing) open() (*proof.Cosigner, error) {
	key, err := anchor.LoadCosigner(s.key)
	if err != nil {
		return nil, err
	}
	if s.name != "" && s.name != key.Name() {
		return nil, usagef("Der Schlüssel „%s“ gehört dem Zeugen %s. Lassen Sie --name weg, oder nennen Sie eine andere Schlüsseldatei.", "The key \"%s\" is that of the witness %s. Leave --name out, or name another key file.", s.key, key.Name())
	}
	if _, err := anchor.LoadSeen(s.stateFile()); err != nil {
		return nil, s.wrongState(err)
	}
	return key, nil
}

// wrongState says what to do about a state that is missing or does not read.
func (s *witnessing) wrongState(cause error) error {
	no := reply.New(reply.Unavailable, "witness_state",
		fmt.Sprintf("Der Stand „%s“ fehlt oder ist nicht lesbar. Ohne ihn unterschriebe der Zeuge auch eine umgeschriebene Akte; er startet deshalb nicht. Stellen Sie die Datei so wieder her, wie sie zuletzt war. Ist sie verloren, verschieben Sie auch die Schlüsseldatei „%s“, starten Sie mit neuem Schlüssel, und geben Sie ihn allen, die sich auf diesen Zeugen verlassen.", s.stateFile(), s.key),
		fmt.Sprintf("The state \"%s\" is missing or does not read. Without it the witness would cosign a record that was written anew; so it does not start. Restore the file as it last was. If it is lost, move the key file \"%s\" away too, start with a new key, and give it to everybody who relies on this witness.", s.stateFile(), s.key))
	no.Cause = cause
	return no
}

// memory is the state of a witness in a file.
type memory struct{ path string }

// Advance does so under the lock of the file.
func (m memory) Advance(origin string, step func(witness.Known) (witness.Known, error)) error {
	return anchor.Advance(m.path, origin, func(known anchor.Seen) (anchor.Seen, error) {
		next, err := step(witness.Known{Checkpoint: proof.Checkpoint{Origin: origin, Size: known.Size, Root: known.Root}, Note: known.Note})
		return anchor.Seen{Head: workflow.Head{Size: next.Size, Root: next.Root}, Note: next.Note}, err
	})
}

// witnessOf puts a witness together. What it refuses for what is in it lies beside its state.
func (e *env) witnessOf(key *proof.Cosigner, logs []proof.Verifier, s *witnessing) witness.ServerConfig {
	fault := func(err error) { fmt.Fprintln(e.errs, "gremium:", oneLine(err.Error())) }
	alarms := &witness.Alarms{
		Dir: s.alarms(), Words: e.suspect, Fault: fault,
		Tell: func(text, file string, why error) {
			kept := e.say("Das konnte nicht in eine Datei geschrieben werden; sichern Sie diese Ausgabe.", "This could not be written to a file; keep this output.")
			switch {
			case errors.Is(why, witness.ErrEnough):
				kept = e.say("Das steht in keiner Datei: Von dieser Akte sind schon so viele Verdachtsfälle verwahrt, wie Platz haben. Sichern Sie diese Ausgabe, oder verschieben Sie ältere Dateien aus dem Ordner %s.",
					"This is in no file: as many suspicions about this record are kept as there is room for. Keep this output, or move older files out of the folder %s.", s.alarms())
			case file != "":
				kept = e.say("Verwahrt in: %s", "Kept in: %s", file)
			}
			fmt.Fprintln(e.errs, "gremium:", text+kept)
		},
	}
	return witness.ServerConfig{Key: key, Logs: logs, Book: memory{s.stateFile()}, Now: time.Now, Fault: fault, Suspect: alarms.Suspect}
}

// suspect says what was put to a witness, with both notes: that which it knew and that which it refused.
func (e *env) suspect(s *witness.Suspicion) string {
	words := e.say("Nicht unterschrieben: Für „%s“ kam ein Prüfpunkt mit %d Einträgen, und nichts zeigt, dass er aus dem bekannten mit %d gewachsen ist. Ein Beweis ist das noch nicht; fragen Sie bei der Stelle nach, wenn es wiederkehrt.",
		"Not cosigned: for \"%s\" came a checkpoint with %d entries, and nothing shows that it has grown from the known one with %d. This is no proof yet; ask the office if it recurs.", s.Asked.Origin, s.Asked.Size, s.Known.Size)
	switch {
	case s.Forked && s.Known.Note != nil:
		words = e.say("Nicht unterschrieben: „%s“ ist abgezweigt. Die Stelle hat zwei Prüfpunkte mit %d Einträgen und verschiedenen Wurzeln unterschrieben. Verwahren Sie beide, und zeigen Sie sie denen, die sich auf die Akte verlassen: Zusammen beweisen sie es, ohne dass jemand diesem Zeugen glauben muss.",
			"Not cosigned: \"%s\" is forked. The office has signed two checkpoints with %d entries and different roots. Keep both, and show them to those who rely on the record: together they prove it, without anybody having to believe this witness.", s.Asked.Origin, s.Asked.Size)
	case s.Forked:
		words = e.say("Nicht unterschrieben: „%s“ ist abgezweigt. Mit %d Einträgen ist hier eine andere Wurzel bekannt. Ein Beweis für andere ist der Prüfpunkt unten erst zusammen mit dem früheren, den dieser Zeuge damals noch nicht aufgehoben hat; suchen Sie ihn in einer früher ausgegebenen Akte.",
			"Not cosigned: \"%s\" is forked. With %d entries another root is known here. To others the checkpoint below is a proof only together with the earlier one, which this witness did not keep at the time; look for it in a record that was handed out before.", s.Asked.Origin, s.Asked.Size)
	}
	known := e.say("Bekannt sind nur Größe und Wurzel: %d %s", "Only size and root are known: %d %s", s.Known.Size, s.Known.Root.String()) + "\n"
	if s.Known.Note != nil {
		known = e.say("Früher vorgelegt und gegengezeichnet:", "Presented and cosigned before:") + "\n\n" + string(s.Known.Note)
	}
	return words + "\n\n" + known + "\n" + e.say("Jetzt vorgelegt und abgelehnt:", "Presented now and refused:") + "\n\n" + string(s.Asked.Note) + "\n"
}

// seers knows for the pages how witnesses stand to the ledgers.
type seers struct{ h *house }

// Standing is how they stand to the ledger of a round, to the register for an empty id.
func (s seers) Standing(ctx context.Context, round string) (web.Witnessing, error) {
	origin := s.h.engine.RegisterOrigin()
	if round != "" {
		origin = s.h.engine.RoundOrigin(round)
	}
	var out web.Witnessing
	rule, err := s.rule(ctx)
	if err != nil || len(rule.Witnesses) == 0 {
		return out, err
	}
	lines, err := s.h.db.Cosignatures(ctx, origin)
	if err != nil {
		return out, err
	}
	troubles, err := s.h.db.Troubles(ctx)
	if err != nil {
		return out, err
	}
	latest, err := s.h.db.LatestCheckpoint(ctx, origin)
	if err != nil && !errors.Is(err, record.ErrNotFound) {
		return out, err
	}
	return web.Witnessing{Quorum: rule.Quorum, Latest: latest.Size, Witnesses: rule.Standings(origin, lines, troubles)}, nil
}

// rule is the one the server was last started with.
func (s seers) rule(ctx context.Context) (proof.Rule, error) {
	keys, quorum, err := s.h.db.Witnesses(ctx)
	if err != nil {
		return proof.Rule{}, err
	}
	rule, err := proof.NewRule(quorum, keys...)
	if err != nil {
		return rule, fmt.Errorf("%w: the witnesses noted by the server: %w", workflow.ErrCorrupt, err)
	}
	return rule, nil
}

// Refusals are what witnesses refuse because they have seen another ledger.
func (s seers) Refusals(ctx context.Context) ([]web.Refusal, error) {
	troubles, err := s.h.db.Troubles(ctx)
	if err != nil {
		return nil, err
	}
	var out []web.Refusal
	for _, t := range troubles {
		if w, err := proof.ParseWitness(t.Key); err == nil && t.Code.Grave() {
			out = append(out, web.Refusal{Witness: w.Name(), Trouble: t})
		}
	}
	return out, nil
}
