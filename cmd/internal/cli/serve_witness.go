package cli

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"gremium/cmd/internal/witness"
	"gremium/workflow/proof"
)

// quorumOf is a flag's or a variable's number of witnesses; empty for more than half of them.
type quorumOf string

// number reads it.
func (q quorumOf) number() (int, error) {
	if q == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(string(q))
	if err != nil || n < 1 {
		return 0, usagef("„%s“ ist keine Zahl von Zeugen. Nennen Sie mit --witness-quorum, wie viele von ihnen gegenzeichnen müssen, mindestens 1.",
			"\"%s\" is no number of witnesses. Say with --witness-quorum how many of them have to cosign, at least 1.", string(q))
	}
	return n, nil
}

// asking are the flags that name the witnesses that the server asks.
type asking struct {
	witnesses []string
	quorum    string
}

func (a *asking) flags(e *env, cmd *cobra.Command) {
	a.witnesses, a.quorum = e.witnesses, e.quorum
	cmd.Flags().StringArrayVar(&a.witnesses, "witness", a.witnesses, e.say("Zeuge, der gegenzeichnet: URL=SCHLÜSSEL (mehrfach möglich; sonst $GREMIUM_WITNESS, durch Leerzeichen getrennt)", "witness that cosigns: URL=KEY (may be repeated; else $GREMIUM_WITNESS, separated by blanks)"))
	cmd.Flags().StringVar(&a.quorum, "witness-quorum", a.quorum, e.say("so viele der Zeugen müssen gegenzeichnen (sonst $GREMIUM_WITNESS_QUORUM, sonst mehr als die Hälfte)", "so many of the witnesses have to cosign (else $GREMIUM_WITNESS_QUORUM, else more than half)"))
	cmd.Flags().Lookup("witness").DefValue, cmd.Flags().Lookup("witness-quorum").DefValue = "[]", ""
}

// peers reads the witnesses and how many of them have to cosign.
func (a *asking) peers() (peers []witness.Peer, rule proof.Rule, err error) {
	quorum, err := quorumOf(a.quorum).number()
	if err != nil {
		return nil, rule, err
	}
	var keys []string
	for _, text := range a.witnesses {
		p, err := witness.ParsePeer(text)
		switch {
		case errors.Is(err, witness.ErrPlain):
			return nil, rule, usagef("„%s“: Über http wird nur ein Zeuge auf diesem Rechner gefragt. Nennen Sie eine Adresse mit https.", "\"%s\": only a witness on this machine is asked over http. Name an address with https.", text)
		case errors.Is(err, proof.ErrKey):
			return nil, rule, usagef("„%s“: Hinter dem Gleichheitszeichen steht kein Schlüssel eines Zeugen. Der Zeuge zeigt seinen mit: gremium witness key", "\"%s\": behind the equals sign there is no key of a witness. The witness shows its own with: gremium witness key", text)
		case err != nil:
			return nil, rule, usagef("„%s“ nennt keinen Zeugen. Die Form ist URL=SCHLÜSSEL, etwa https://zeuge.example.org=zeuge.example.org+…", "\"%s\" names no witness. The form is URL=KEY, such as https://witness.example.org=witness.example.org+…", text)
		}
		peers, keys = append(peers, p), append(keys, p.Key.String())
	}
	rule, err = ruleOf(quorum, keys)
	return peers, rule, err
}

// ruleOf makes the rule for witnesses, and says in words where it cannot be.
func ruleOf(quorum int, keys []string) (proof.Rule, error) {
	rule, err := proof.NewRule(quorum, keys...)
	switch {
	case errors.Is(err, proof.ErrRule) && quorum > len(keys):
		return rule, usagef("Genannt sind %d Zeugen; %d von ihnen können nicht gegenzeichnen. Nennen Sie mehr mit --witness, oder eine kleinere Zahl mit --witness-quorum.", "%d witnesses are named; %d of them cannot cosign. Name more with --witness, or a smaller number with --witness-quorum.", len(keys), quorum)
	case errors.Is(err, proof.ErrRule):
		return rule, usagef("Ein Zeuge ist zweimal genannt. Jeder zählt einmal, unter welchem Namen auch immer.", "A witness is named twice. Each counts once, under whatever name.")
	case err != nil:
		return rule, usagef("Unter --witness steht kein Schlüssel eines Zeugen. Er hat die Form NAME+PRÜFZAHL+SCHLÜSSEL; der Zeuge zeigt seinen mit: gremium witness key",
			"There is no key of a witness under --witness. It has the form NAME+HASH+KEY; the witness shows its own with: gremium witness key")
	}
	return rule, nil
}

// witnessed notes in the archive who cosigns, so that every check of it knows, and asks them until the answer is called.
func (h *house) witnessed(ctx context.Context, peers []witness.Peer, rule proof.Rule) (stop func(), err error) {
	keys := make([]string, len(rule.Witnesses))
	for i, w := range rule.Witnesses {
		keys[i] = w.String()
	}
	if err := h.db.SetWitnesses(ctx, keys, rule.Quorum, h.now()); err != nil {
		return nil, err
	}
	if len(peers) == 0 {
		return func() {}, nil
	}
	h.e.tell("Zeugen: %d, davon müssen %d gegenzeichnen.", "Witnesses: %d, of which %d have to cosign.", len(peers), rule.Quorum)
	ctx, cancel := context.WithCancel(ctx)
	sender := witness.NewSender(witness.SenderConfig{
		Peers: peers, Archive: h.db, Client: witness.NewClient(), Rest: rest, Now: h.now,
		Troubled: func(name string, t *proof.Trouble) {
			fmt.Fprintln(h.e.errs, "gremium:", h.e.say("Zeuge %s, Akte %s:", "Witness %s, ledger %s:", name, t.Origin),
				h.e.loc.T("witness.trouble."+string(t.Code), "Told", h.e.loc.Int(int(t.Told)), "Asked", h.e.loc.Int(int(t.Asked))))
		},
		Failed: func(err error) { fmt.Fprintln(h.e.errs, "gremium:", h.e.wrong(err)) },
	})
	done := make(chan struct{})
	go func() {
		defer close(done)
		sender.Run(ctx)
	}()
	return func() {
		cancel()
		<-done
	}, nil
}
