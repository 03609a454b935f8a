package cli

import (
	"os"
	"strings"

	"github.com/spf13/cobra"

	"gremium/workflow/proof"
)

// relying are the flags that name the witnesses that whoever checks trusts.
type relying struct {
	witnesses []string
	quorum    string
}

func (r *relying) flags(e *env, cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&r.witnesses, "witness", nil, e.say("öffentlicher Schlüssel eines Zeugen, dem Sie vertrauen, oder eine Datei damit (mehrfach möglich); ohne ihn gilt bei einer Datenbank, womit der Server zuletzt gestartet wurde", "public key of a witness that you trust, or a file that holds it (may be repeated); without it a database is checked by what the server was last started with"))
	cmd.Flags().StringVar(&r.quorum, "witness-quorum", "", e.say("so viele der Zeugen müssen gegengezeichnet haben (sonst mehr als die Hälfte)", "so many of the witnesses have to have cosigned (else more than half)"))
}

// rule is what the flags say, else the variables that the server is started with; nil where neither names a witness.
func (r *relying) rule(e *env) (*proof.Rule, error) {
	names, quorum := r.witnesses, quorumOf(r.quorum)
	if len(names) == 0 {
		if names = e.witnesses; quorum == "" {
			quorum = quorumOf(e.quorum)
		}
	}
	n, err := quorum.number()
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		if r.quorum != "" {
			return nil, usagef("Zu --witness-quorum gehört --witness.", "--witness-quorum goes with --witness.")
		}
		return nil, nil
	}
	keys, err := witnessKeys(names)
	if err != nil {
		return nil, err
	}
	rule, err := ruleOf(n, keys)
	return &rule, err
}

// witnessKeys are the keys that were named: each as such, as URL=KEY, or in a file, one a line.
func witnessKeys(names []string) ([]string, error) {
	var keys []string
	add := func(text string) bool {
		if address, key, ok := strings.Cut(text, "="); ok && strings.Contains(address, "://") {
			text = key
		}
		_, err := proof.ParseWitness(text)
		if err == nil {
			keys = append(keys, text)
		}
		return err == nil
	}
	for _, name := range names {
		if add(name) {
			continue
		}
		if strings.Count(name, "+") >= 2 {
			keys = append(keys, name) // which says what is wrong with it
			continue
		}
		b, err := os.ReadFile(name)
		if err != nil {
			return nil, unreadable(name, err)
		}
		before := len(keys)
		for _, word := range strings.Fields(string(b)) {
			add(word)
		}
		if len(keys) == before {
			keys = append(keys, name)
		}
	}
	return keys, nil
}
