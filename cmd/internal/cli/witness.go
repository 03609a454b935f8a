package cli

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"gremium/cmd/internal/witness"
	"gremium/workflow/proof"
)

// witnessing are the flags of `witness`.
type witnessing struct {
	key, state, name string
	addr, prefix     string
	cert, tlsKey     string
	logs             []string
}

// defaultWitnessAddress is where a witness answers, unless said otherwise: on this machine only.
const defaultWitnessAddress = "127.0.0.1:8481"

func newWitness(e *env) *cobra.Command {
	s := &witnessing{}
	cmd := e.command(spec{
		use: "witness", need: []string{"log"},
		short: text{"betreibt einen Zeugen: Er unterschreibt den Stand einer fremden Akte mit, solange nichts darin zurückgenommen wird", "runs a witness: it cosigns how far somebody else's record goes, as long as nothing in it is taken back"},
		long: text{
			"Ein Zeuge gehört einer anderen Stelle als der, die den Server betreibt. Er merkt sich von jeder Akte den letzten Stand und\nunterschreibt einen neuen nur, wenn er aus dem alten gewachsen ist. Er sieht keine Einträge, nur deren Zahl und die Wurzel.\n\nGremium führt je Runde eine Akte. Der Zeuge unterschreibt alle, deren Name mit dem Namen im Schlüssel (--log) beginnt.\nSchlüssel und Stand liegen in zwei Dateien. Beim ersten Start legt er sie an; dazu braucht er --name. Fehlt später eine davon,\nstartet er nicht: Ein Zeuge ohne Gedächtnis unterschriebe auch eine umgeschriebene Akte.\nWas er ablehnt, weil es nicht zum früheren passt, meldet er und verwahrt es neben dem Stand, im Ordner mit .alarms am Ende:\nbeide Prüfpunkte, wie die Stelle sie unterschrieben hat.\n\nErreichen muss ihn nur der Server. Wer einen älteren Prüfpunkt hat und den Zeugen erreicht, kann ihn fragen, wie weit die Akte ist.\nBeschränken Sie den Zugang, oder nennen Sie mit --prefix einen Pfad, den nur der Server kennt.",
			"A witness belongs to another body than the one that runs the server. It remembers the latest state of each record and cosigns\na new one only where it has grown from the old one. It sees no entries, only their number and the root.\n\nGremium keeps a ledger for each round. The witness cosigns all whose name begins with the name in the key (--log).\nKey and state lie in two files. They are made at the first start, which needs --name. Where one of them is missing later, the\nwitness does not start: without its memory it would cosign a record that was written anew.\nWhat it refuses because it does not fit what came before it reports, and keeps beside the state, in the folder with .alarms at\nthe end: both checkpoints, as the office has signed them.\n\nOnly the server has to reach it. Whoever has an earlier checkpoint and reaches the witness can ask it how far the record goes.\nRestrict the access, or name with --prefix a path that only the server knows.",
		},
		run: e.untilEnded(func(ctx context.Context, _ []string) error { return e.witness(ctx, s) }),
	})
	f := cmd.Flags()
	s.files(e, cmd)
	f.StringVar(&s.name, "name", "", e.say("Name des Zeugen beim ersten Start, etwa zeuge.example.org", "name of the witness at its first start, such as witness.example.org"))
	f.StringArrayVar(&s.logs, "log", nil, e.say("öffentlicher Schlüssel der Akte (gremium log key), oder eine Datei damit (mehrfach möglich)", "public key of the record (gremium log key), or a file that holds it (may be repeated)"))
	f.StringVar(&s.addr, "listen", defaultWitnessAddress, e.say("Adresse und Port", "address and port"))
	f.StringVar(&s.prefix, "prefix", "", e.say("Pfad vor add-checkpoint, etwa /geheim", "path ahead of add-checkpoint, such as /secret"))
	f.StringVar(&s.cert, "tls-cert", "", e.say("Datei mit dem Zertifikat (PEM)", "file with the certificate (PEM)"))
	f.StringVar(&s.tlsKey, "tls-key", "", e.say("Datei mit dem Schlüssel (PEM)", "file with the key (PEM)"))
	cmd.AddCommand(newWitnessKey(e))
	return cmd
}

func newWitnessKey(e *env) *cobra.Command {
	s := &witnessing{}
	cmd := e.command(spec{
		use: "key", short: text{"zeigt den öffentlichen Schlüssel des Zeugen", "shows the witness's public key"},
		run: func(context.Context, []string) error {
			c, err := s.open()
			if err != nil {
				return err
			}
			if e.json {
				return e.object(map[string]string{"key": c.Public()})
			}
			fmt.Fprintln(e.out, c.Public())
			return nil
		},
	})
	s.files(e, cmd)
	return cmd
}

// files are the flags that name the two files of a witness.
func (s *witnessing) files(e *env, cmd *cobra.Command) {
	cmd.Flags().StringVar(&s.key, "key", "witness.key", e.say("Schlüsseldatei des Zeugen", "key file of the witness"))
	cmd.Flags().StringVar(&s.state, "state", "", e.say("Datei mit dem Stand der Akten (sonst neben der Schlüsseldatei, mit .sizes am Ende)", "file with the state of the records (else beside the key file, with .sizes at the end)"))
}

func (s *witnessing) stateFile() string {
	if s.state != "" {
		return s.state
	}
	return strings.TrimSuffix(s.key, ".key") + ".sizes"
}

// alarms is the folder beside the state in which refused checkpoints lie.
func (s *witnessing) alarms() string { return strings.TrimSuffix(s.stateFile(), ".sizes") + ".alarms" }

// ledgersOf reads the keys of the logs that a witness cosigns. Keys of one name count as those of one installation that has changed its key, and are
// named together, as gremium log key lists them; otherwise two installations might be meant, whose ledgers could not be told apart.
func ledgersOf(names []string) (logs []proof.Verifier, err error) {
	for _, name := range names {
		keys, _, err := trusted([]string{name})
		if err != nil {
			return nil, err
		}
		for _, k := range keys {
			if slices.ContainsFunc(logs, func(v proof.Verifier) bool { return v.Name() == k.Name() }) {
				return nil, usagef("Unter --log stehen zwei Mal Schlüssel mit dem Namen %[1]s. Ihre Akten heißen gleich, und der Zeuge könnte sie nicht unterscheiden. Gehören sie nach einem Wechsel derselben Stelle, nennen Sie sie in einer Datei: gremium log key > schluessel.txt. Sonst betreiben Sie für jede Stelle einen eigenen Zeugen.",
					"--log names keys with the name %[1]s twice. Their ledgers have the same names, and the witness could not tell them apart. Where they belong to one office that has changed its key, name them in one file: gremium log key > keys.txt. Otherwise run a witness of its own for each office.", k.Name())
			}
		}
		logs = append(logs, keys...)
	}
	if above, under := witness.Nested(logs); above != "" {
		return nil, usagef("Die Namen zweier Schlüssel unter --log überschneiden sich: Akten unter %s lägen auch unter %s, und beide Schlüssel könnten für sie unterschreiben. Betreiben Sie für jede Stelle einen eigenen Zeugen.",
			"The names of two keys under --log overlap: ledgers below %s would lie below %s too, and both keys could sign for them. Run a witness of its own for each office.", under, above)
	}
	return logs, nil
}

// witness answers until ctx ends.
func (e *env) witness(ctx context.Context, s *witnessing) error {
	if (s.cert == "") != (s.tlsKey == "") {
		return usagef("TLS braucht --tls-cert und --tls-key.", "TLS needs --tls-cert and --tls-key.")
	}
	if s.prefix != "" && (!strings.HasPrefix(s.prefix, "/") || strings.ContainsAny(s.prefix, "{} ?#%")) {
		return usagef("Der Pfad unter --prefix beginnt mit „/“ und enthält weder Leerzeichen noch die Zeichen { } ? # %%.", "The path under --prefix begins with \"/\" and has neither blanks nor the characters { } ? # %%.")
	}
	logs, err := ledgersOf(s.logs)
	if err != nil {
		return err
	}
	key, err := s.found()
	if err != nil {
		return err
	}
	l, err := listen(ctx, s.addr, "listen")
	if err != nil {
		return err
	}
	config := e.witnessOf(key, logs, s)
	server := &http.Server{
		Handler: witness.NewServer(config, s.prefix), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second,
		WriteTimeout: time.Minute, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 16 << 10,
		ErrorLog: slog.NewLogLogger(slog.NewTextHandler(e.errs, nil), slog.LevelWarn),
	}
	scheme := "http"
	if s.cert != "" {
		scheme = "https"
	}
	e.tellAlarms(s.alarms())
	if err := e.tellWitness(scheme+"://"+l.Addr().String()+s.prefix, key, logs); err != nil {
		return err
	}
	if err := until(ctx, server, l, s.cert, s.tlsKey); err != nil {
		return err
	}
	e.tell("Beendet.", "Stopped.")
	return nil
}

// tellAlarms says how many refused checkpoints a witness has kept so far.
func (e *env) tellAlarms(dir string) {
	if kept, err := filepath.Glob(filepath.Join(dir, "*.txt")); err == nil && len(kept) > 0 {
		fmt.Fprintln(e.errs, "gremium:", e.say("In „%s“ liegen %d abgelehnte Prüfpunkte. Sehen Sie sie durch; Dateien, deren Name mit fork beginnt, beweisen eine Abzweigung.",
			"In \"%s\" lie %d refused checkpoints. Go through them; files whose name begins with fork prove a fork.", dir, len(kept)))
	}
}

// tellWitness says where a witness answers, and what the server that it sees for has to know.
func (e *env) tellWitness(at string, key *proof.Cosigner, logs []proof.Verifier) error {
	if e.json {
		return e.object(map[string]string{"address": at, "key": key.Public()})
	}
	var names []string
	for _, v := range logs {
		names = append(names, v.Name())
	}
	e.tell("Der Zeuge läuft: %s\nEr unterschreibt Akten von: %s\nÖffentlicher Schlüssel: %s\nDem Server nennt man ihn mit: gremium serve --witness %s=%s\nBeenden mit Strg+C.",
		"The witness is running: %s\nIt cosigns ledgers of: %s\nPublic key: %s\nThe server is told of it with: gremium serve --witness %s=%s\nStop it with Ctrl+C.",
		at, strings.Join(names, ", "), key.Public(), at, key.Public())
	return nil
}
